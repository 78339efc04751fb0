//! The variants of an enum as an array, in declaration order.

/// Copies the slice that `strum::VariantArray` derives into an array of length `N`, which must be its length.
pub(crate) const fn all<T: Copy, const N: usize>(variants: &[T]) -> [T; N] {
    let mut all = [variants[0]; N];
    let mut i = 1;
    while i < N {
        all[i] = variants[i];
        i += 1;
    }
    all
}
