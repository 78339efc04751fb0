//! All variants of an enum, in the order in which they are declared: derived, so that none can be forgotten.

/// The `variants` that `strum::VariantArray` gives, as an array: `N` is their number.
pub(crate) const fn all<T: Copy, const N: usize>(variants: &[T]) -> [T; N] {
    let mut all = [variants[0]; N];
    let mut i = 1;
    while i < N {
        all[i] = variants[i];
        i += 1;
    }
    all
}
