//! A bounded run of what `tests/fuzz` does without end: damaged files and license texts, from the same corpus.

use crate::builder::moment;
use license_workbook::store::{from_bytes, salvage, to_ron};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 5, "{target}");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// What happens to a file.
#[derive(Clone, Debug)]
enum Damage {
    Flip(usize, u8),
    Cut(usize),
    Doubled(usize, usize),
    Lost(usize, usize),
    Put(usize, Vec<u8>),
}

/// What means something in a file, or breaks it.
const TOKENS: &[&[u8]] = &[b"(", b")", b"{", b"]", b"\"", b"\\", b"/*", b"//", b"Some(", b"r#\"", b"\0", b"\xe4\xb8"];

fn damage() -> impl Strategy<Value = Damage> {
    let at = || any::<usize>();
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        at().prop_map(Damage::Cut),
        (at(), 0..200_usize).prop_map(|(at, n)| Damage::Doubled(at, n)),
        (at(), 0..200_usize).prop_map(|(at, n)| Damage::Lost(at, n)),
        (at(), proptest::sample::select(TOKENS)).prop_map(|(at, token)| Damage::Put(at, token.to_vec())),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let len = bytes.len();
        if len == 0 {
            return bytes;
        }
        match damage {
            Damage::Flip(at, byte) => bytes[at % len] ^= byte,
            Damage::Cut(at) => bytes.truncate(at % len),
            Damage::Doubled(at, n) => {
                let (at, end) = (at % len, (at % len + n).min(len));
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            Damage::Lost(at, n) => drop(bytes.drain(at % len..(at % len + n).min(len))),
            Damage::Put(at, token) => drop(bytes.splice(at % len..at % len, token.clone())),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_a_file_holds_it_is_read_or_refused(n in any::<usize>(), how in prop::collection::vec(damage(), 1..6)) {
        let corpus = corpus("open_ron");
        let bytes = damaged(corpus[n % corpus.len()].clone(), &how);
        match from_bytes(&bytes) {
            Ok(loaded) => {
                // Bytes that no evidence names are not written.
                let text = to_ron(&loaded.workbook).unwrap();
                prop_assert_eq!(to_ron(&from_bytes(text.as_bytes()).unwrap().workbook).unwrap(), text);
            }
            Err(error) => prop_assert!(error.line >= 1 && error.column >= 1 && !error.to_string().is_empty()),
        }
        if let Some(salvaged) = salvage(&bytes, moment("2026-11-24T00:00:00Z").date_naive(), 7) {
            let text = to_ron(&salvaged.workbook).unwrap();
            prop_assert_eq!(to_ron(&from_bytes(text.as_bytes()).unwrap().workbook).unwrap(), text);
        }
    }

    #[test]
    fn whatever_a_license_says_it_is_read(n in any::<usize>(), how in prop::collection::vec(damage(), 1..6)) {
        let corpus = corpus("license_text");
        let bytes = damaged(corpus[n % corpus.len()].clone(), &how);
        let text = String::from_utf8_lossy(&bytes);
        let license = license_workbook::license::parse(&text);
        prop_assert!(license.problems.iter().all(|problem| problem.line >= 1));
    }
}
