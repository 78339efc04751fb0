//! Tests that the dependencies follow `.cargo/deny.toml`, as `cargo deny` does: licenses, sources, bans, and duplicate
//! versions. Advisories are not tested, because a test has no network.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// The part of the policy that is tested here.
#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    wildcards: String,
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    /// Banned only in several versions.
    #[serde(default)]
    deny_multiple_versions: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
    allow_git: Vec<String>,
}

/// `Cargo.lock`.
#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The violations of the policy in a lock file.
fn violations(policy: &Policy, lock: &Lock) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let registries: Vec<String> = policy.sources.allow_registry.iter().map(|url| format!("registry+{url}")).collect();
    for package in &lock.package {
        let (name, version) = (package.name.as_str(), package.version.as_str());
        versions.entry(name).or_default().insert(version);
        if let Some(source) = &package.source {
            let is_known = registries.contains(source)
                || policy.sources.allow_git.iter().any(|url| source.starts_with(&format!("git+{url}")));
            wrong.extend((!is_known).then(|| format!("{name} {version} comes from {source}")));
            wrong.extend(package.checksum.is_none().then(|| format!("{name} {version} has no checksum")));
        }
    }
    for ban in &policy.bans.deny {
        match versions.get(ban.name.as_str()) {
            Some(found) if ban.deny_multiple_versions && found.len() > 1 => {
                wrong.push(format!("{} is there as {found:?}", ban.name));
            }
            Some(_) if !ban.deny_multiple_versions => wrong.push(format!("{} is banned", ban.name)),
            None if ban.deny_multiple_versions => wrong.push(format!("{} is not there at all", ban.name)),
            Some(_) | None => {}
        }
    }
    wrong
}

#[test]
fn the_lock_keeps_to_the_policy() {
    let policy: Policy = read(".cargo/deny.toml");
    let lock: Lock = read("Cargo.lock");
    assert!(lock.package.len() > 300 && policy.bans.deny.len() > 10);
    assert_eq!(violations(&policy, &lock), [""; 0]);
    // No dependency is requested with a wildcard version.
    assert_eq!(policy.bans.wildcards, "deny");
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("= \"*\""));
}

#[test]
fn what_the_policy_forbids_is_found() {
    let policy: Policy = toml::from_str(
        "[licenses]\nallow = []\n[bans]\nwildcards = \"deny\"\ndeny = [{ crate = \"bad\" }, \
         { crate = \"one\", deny-multiple-versions = true }]\n\
         [sources]\nallow-registry = [\"https://here\"]\nallow-git = [\"https://ours\"]\n",
    )
    .unwrap();
    let package = |name: &str, version: &str, source: &str, sum: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"{source}\"\n{sum}\n")
    };
    let found = |packages: &[String]| violations(&policy, &toml::from_str(&packages.concat()).unwrap());
    let one = package("one", "1.0.0", "registry+https://here", "checksum = \"00\"");
    assert_eq!(found(std::slice::from_ref(&one)), [""; 0]);
    let two = package("one", "2.0.0", "git+https://ours/one#1", "checksum = \"00\"");
    assert_eq!(found(&[one.clone(), two]), ["one is there as {\"1.0.0\", \"2.0.0\"}"]);
    let bad = package("bad", "1.0.0", "registry+https://there", "");
    assert_eq!(
        found(&[one, bad]),
        ["bad 1.0.0 comes from registry+https://there", "bad 1.0.0 has no checksum", "bad is banned"]
    );
}

/// Whether the allowed licenses satisfy a license expression: SPDX, and the `/` of old manifests.
fn is_allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let allowed = any(&mut words, allow);
    allowed && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allow: &BTreeSet<String>) -> bool {
    let mut allowed = all(words, allow);
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all(words, allow);
    }
    allowed
}

fn all(words: &mut Words<'_>, allow: &BTreeSet<String>) -> bool {
    let mut allowed = term(words, allow);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= term(words, allow);
    }
    allowed
}

fn term(words: &mut Words<'_>, allow: &BTreeSet<String>) -> bool {
    match words.next() {
        Some("(") => any(words, allow) && words.next() == Some(")"),
        Some(name) if words.next_if_eq(&"WITH").is_some() => {
            allow.contains(&format!("{name} WITH {}", words.next().unwrap_or_default()))
        }
        Some(name) => allow.contains(name),
        None => false,
    }
}

#[test]
fn license_expressions_are_understood() {
    let allow: BTreeSet<String> = ["MIT", "Apache-2.0 WITH LLVM-exception", "ISC"].map(str::to_owned).into();
    for (expression, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 OR MIT AND ISC", true),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("MIT AND GPL-3.0", false),
        ("Apache-2.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0 WITH LLVM-exception", false),
        ("", false),
        ("MIT MIT", false),
    ] {
        assert_eq!(is_allowed(expression, &allow), expected, "{expression}");
    }
}

/// The output of `cargo metadata`.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    license_file: Option<String>,
    manifest_path: String,
}

impl Package {
    /// The license expression; for a package with only a license file, the license of that text.
    fn expression(&self) -> String {
        if let Some(expression) = &self.license {
            return expression.clone();
        }
        let folder = Path::new(&self.manifest_path).parent().unwrap();
        let text = self.license_file.as_ref().and_then(|file| std::fs::read_to_string(folder.join(file)).ok());
        let is_apache = text.is_some_and(|text| text.contains("Apache License") && text.contains("Version 2.0"));
        if is_apache { "Apache-2.0".to_owned() } else { String::new() }
    }
}

/// Covers only dependencies on the system of this run.
#[test]
fn every_license_is_one_that_the_policy_allows() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let answer = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let metadata: Metadata = serde_json::from_slice(&answer.stdout).unwrap();
    assert!(metadata.packages.len() > 200);
    let policy: Policy = read(".cargo/deny.toml");
    let wrong: Vec<String> = metadata
        .packages
        .iter()
        .filter(|package| !is_allowed(&package.expression(), &policy.licenses.allow))
        .map(|package| format!("{} {}: {}", package.name, package.version, package.expression()))
        .collect();
    assert_eq!(wrong, [""; 0]);
}
