//! The attributes of a file: owner, group, mode, access list, extended attributes, hard links.
//!
//! A file that replaces another one takes over each attribute independently, as far as the system permits. Where an
//! attribute cannot be kept, the new file grants fewer rights than the old one and never more, also while it is still
//! beside the old one.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// An attribute of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// The user who owns it.
    Owner,
    /// The group that owns it.
    Group,
    /// The read and write permissions of owner, group and others.
    Mode,
    /// The permissions of further users and groups.
    AccessList,
    /// The extended attributes, set by programs and by the system.
    Extended,
    /// The other names of the file: hard links.
    Links,
}

/// An attribute that a new file could not take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostAttribute {
    /// The attribute.
    pub attribute: Attribute,
    /// The message of the system.
    pub message: String,
}

impl LostAttribute {
    fn new(attribute: Attribute, error: &io::Error) -> Self {
        Self { attribute, message: error.to_string() }
    }
}

/// Copies the attributes of the file at `path` to `new`; `old` is the metadata of that file. Only its owner can read
/// `new` so far. Returns the attributes that could not be copied.
#[cfg(unix)]
pub(super) fn keep(new: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
    use std::os::unix::fs::MetadataExt as _;
    let mut lost = unix::keep_extended(new, path);
    lost.extend(unix::keep_rights(new, path, old));
    if old.nlink() > 1 {
        let message = format!("{} names", old.nlink());
        lost.push(LostAttribute { attribute: Attribute::Links, message });
    }
    lost
}

/// Copies the permissions of the file at `path` to `new`; `old` is the metadata of that file. Only its owner can open
/// `new` so far. Returns the attributes that could not be copied.
#[cfg(unix)]
pub(super) fn keep_rights(new: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
    unix::keep_rights(new, path, old)
}

/// Lets all users read `file` who can reach its folder.
#[cfg(unix)]
pub(super) fn let_all_read(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_mode(permissions.mode() | 0o444);
    file.set_permissions(permissions)
}

/// All users can read the file already.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on other systems")]
pub(super) fn let_all_read(_file: &File) -> io::Result<()> {
    Ok(())
}

/// The standard library knows one attribute here: whether the file is read-only.
#[cfg(not(unix))]
pub(super) fn keep(new: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
    keep_rights(new, path, old)
}

/// The same as [`keep`]: there are no other attributes here.
#[cfg(not(unix))]
pub(super) fn keep_rights(new: &File, _path: &Path, old: &Metadata) -> Vec<LostAttribute> {
    let kept = new.metadata().and_then(|now| {
        if now.permissions() == old.permissions() { Ok(()) } else { new.set_permissions(old.permissions()) }
    });
    kept.err().map(|error| LostAttribute::new(Attribute::Mode, &error)).into_iter().collect()
}

#[cfg(unix)]
mod unix {
    use super::{Attribute, LostAttribute};
    use std::ffi::OsStr;
    use std::fs::{File, Metadata, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    use std::path::Path;
    use xattr::FileExt as _;

    /// The extended attribute that holds the access list on Linux.
    const ACCESS_LIST: &str = "system.posix_acl_access";

    /// Attributes that depend on the bytes of a file or on its author, and are not copied.
    const OF_THE_BYTES: [&str; 4] = ["security.ima", "security.evm", "security.capability", "com.apple.provenance"];

    /// Copies the extended attributes of the file at `path` to `new`.
    pub(super) fn keep_extended(new: &File, path: &Path) -> Vec<LostAttribute> {
        // A disk that cannot list extended attributes has none.
        let names = xattr::list(path).into_iter().flatten();
        let mut lost = Vec::new();
        for name in names.filter(|name| name != ACCESS_LIST && !OF_THE_BYTES.iter().any(|other| name == other)) {
            if let Err(error) = copy_extended(new, path, &name) {
                let message = format!("{}: {error}", name.display());
                lost.push(LostAttribute { attribute: Attribute::Extended, message });
            }
        }
        lost
    }

    fn copy_extended(new: &File, path: &Path, name: &OsStr) -> io::Result<()> {
        match xattr::get(path, name)? {
            Some(value) if new.get_xattr(name).ok().flatten().as_ref() != Some(&value) => new.set_xattr(name, &value),
            _ => Ok(()),
        }
    }

    /// Copies the owner, group, access list and mode of the file at `path` to `new`; `old` is the metadata of that
    /// file.
    ///
    /// The order matters: the permissions mean the same people only after owner and group are set.
    pub(super) fn keep_rights(new: &File, path: &Path, old: &Metadata) -> Vec<LostAttribute> {
        let now = match new.metadata() {
            Ok(now) => now,
            Err(error) => return vec![LostAttribute::new(Attribute::Mode, &error)],
        };
        let group = if now.gid() == old.gid() { Ok(()) } else { fchown(new, None, Some(old.gid())) };
        let owner = if now.uid() == old.uid() { Ok(()) } else { fchown(new, Some(old.uid()), None) };
        let list = keep_access_list(new, path);
        let mode = Mode::of(old).without(owner.is_err(), group.is_err(), list.is_err());
        let mode = set_mode(new, mode, list.is_err());
        let all = [
            (Attribute::Owner, owner),
            (Attribute::Group, group),
            (Attribute::AccessList, list),
            (Attribute::Mode, mode),
        ];
        all.into_iter()
            .filter_map(|(attribute, kept)| kept.err().map(|error| LostAttribute::new(attribute, &error)))
            .collect()
    }

    /// Copies the access list of the file at `path` to `new`. Where that file has none, a list that `new` inherited
    /// from its folder is removed.
    fn keep_access_list(new: &File, path: &Path) -> io::Result<()> {
        // A disk without access lists has none to keep.
        let wanted = xattr::get(path, ACCESS_LIST).ok().flatten();
        let found = new.get_xattr(ACCESS_LIST).ok().flatten();
        match wanted {
            wanted if wanted == found => Ok(()),
            Some(list) => new.set_xattr(ACCESS_LIST, &list),
            None => new.remove_xattr(ACCESS_LIST),
        }
    }

    /// Sets the mode. With a wrong access list, a mode would grant rights to the users in that list.
    fn set_mode(new: &File, mode: Mode, list_is_wrong: bool) -> io::Result<()> {
        let is_there = new.metadata()?.permissions().mode() & 0o7777 == mode.0;
        let has_foreign_list = list_is_wrong && new.get_xattr(ACCESS_LIST).ok().flatten().is_some();
        if is_there || has_foreign_list { Ok(()) } else { new.set_permissions(Permissions::from_mode(mode.0)) }
    }

    /// The mode of a file.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Mode(u32);

    impl Mode {
        fn of(file: &Metadata) -> Self {
            Self(file.permissions().mode() & 0o7777)
        }

        /// The largest part of the mode that grants nobody more than before, where owner, group or access list could
        /// not be kept.
        fn without(self, owner: bool, group: bool, list: bool) -> Self {
            let (special, mut user) = (self.0 & 0o7000, self.0 >> 6 & 7);
            let (mut members, mut others) = (self.0 >> 3 & 7, self.0 & 7);
            if list {
                // The mask of the list replaces the rights of the group, and users whom the list excluded are others
                // now.
                (members, others) = (0, 0);
            }
            if group {
                // Former members of the group are others now, and others may be members.
                let both = members & others;
                (members, others) = (both, both);
            }
            if owner {
                // The former owner is a member or one of the others now; the new owner could write the file before.
                (members, others) = (members & user, others & user);
                user |= 0o6;
            }
            let special = if owner || group { 0 } else { special };
            Self(special | user << 6 | members << 3 | others)
        }
    }

    #[cfg(test)]
    mod tests {
        use super::Mode;

        #[test]
        fn what_cannot_be_kept_gives_nobody_more() {
            for (mode, owner, group, list, expect) in [
                (0o664, false, false, false, 0o664),
                (0o2664, false, true, false, 0o644),
                (0o660, false, true, false, 0o600),
                (0o604, false, true, false, 0o600),
                (0o646, false, true, false, 0o644),
                (0o664, true, false, false, 0o664),
                (0o464, true, false, false, 0o644),
                (0o664, true, true, false, 0o644),
                (0o664, false, false, true, 0o600),
                (0o777, true, true, true, 0o700),
            ] {
                let kept = Mode(mode).without(owner, group, list);
                assert_eq!(kept, Mode(expect), "{mode:o} {owner} {group} {list}: {:o}", kept.0);
            }
        }
    }
}
