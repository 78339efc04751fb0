//! Generates inputs: pieces of known inputs are flipped, cut, repeated, moved, and filled with tokens of the formats.
//! The same number always gives the same input.

use sha2::{Digest as _, Sha256};

/// Tokens that have a meaning in one of the formats, or break it.
const TOKENS: &[&[u8]] = &[
    b"(",
    b")",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b"/*",
    b"//",
    b"Some(",
    b"None",
    b"r#\"",
    b"\0",
    b"\xe4\xb8",
    b",",
    b":",
    b"<<",
    b">>",
    b" R",
    b"obj",
    b"stream",
    b"-1",
    b"0",
    b"1e38",
    b"4294967295",
    b"18446744073709551615",
    b"99999999",
    b"+262142-12-31",
    b"-262143-01-01",
    b"9999-12-31",
    b"0000-02-29",
    b"+262142-12-31T23:59:59Z",
    b"\xef\xbf\xbd",
    "一、".as_bytes(),
    "（二）".as_bytes(),
    "附件".as_bytes(),
    "第 页".as_bytes(),
    b"\n",
    b"\r\n\r\n",
    b"# ",
];

/// A generator of pseudorandom numbers from a seed.
pub(crate) struct Chance {
    seed: [u8; 32],
    drawn: u64,
}

impl Chance {
    pub(crate) fn new(target: &str, number: u64) -> Self {
        Self { seed: Sha256::digest(format!("{target} {number}")).into(), drawn: 0 }
    }

    /// A number below `most`, which must not be 0.
    fn below(&mut self, most: usize) -> usize {
        self.drawn += 1;
        let mut number =
            u64::from_le_bytes(self.seed[..8].try_into().unwrap()) ^ self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The finalizer of splitmix64.
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((number ^ (number >> 31)) % u64::try_from(most).unwrap()).unwrap()
    }

    /// One of the inputs of the corpus, damaged in one to five ways.
    pub(crate) fn input(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(5) {
            self.damage(&mut bytes, corpus);
        }
        bytes
    }

    fn damage(&mut self, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        if bytes.is_empty() {
            bytes.extend(TOKENS[self.below(TOKENS.len())]);
            return;
        }
        let at = self.below(bytes.len());
        let end = (at + 1 + self.below(200)).min(bytes.len());
        match self.below(9) {
            0 => bytes[at] ^= 1 << self.below(8),
            1 => bytes[at] = u8::try_from(self.below(256)).unwrap(),
            2 if self.below(4) == 0 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].repeat(1 + self.below(3));
                drop(bytes.splice(at..at, piece));
            }
            5 => {
                let piece = bytes[at..end].to_vec();
                let to = self.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            6 => {
                let other = &corpus[self.below(corpus.len())];
                let from = self.below(other.len().max(1)).min(other.len());
                let piece = other[from..(from + 200).min(other.len())].to_vec();
                drop(bytes.splice(at..end, piece));
            }
            7 => self.number(bytes, at),
            _ => drop(bytes.splice(at..at, TOKENS[self.below(TOKENS.len())].iter().copied())),
        }
    }

    /// Replaces the next number with another one.
    fn number(&mut self, bytes: &mut Vec<u8>, from: usize) {
        let Some(start) = (from..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) else { return };
        let end = (start..bytes.len()).find(|at| !bytes[*at].is_ascii_digit()).unwrap_or(bytes.len());
        let number = ["0", "1", "7", "255", "65536", "2147483648", "18446744073709551616"][self.below(7)];
        drop(bytes.splice(start..end, number.bytes()));
    }
}
