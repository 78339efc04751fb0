//! Recognizes files that can run code when opened, by name and media type.

/// The kind of code that opening a file may run, in ascending severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// An office document that contains macros.
    Macro,
    /// A script, or a shortcut that starts a program.
    Script,
    /// A program or an installer.
    Program,
}

const PROGRAMS: &[&str] = &[
    "apk",
    "app",
    "appimage",
    "application",
    "appx",
    "bin",
    "com",
    "cpl",
    "deb",
    "dll",
    "dmg",
    "drv",
    "exe",
    "gadget",
    "ipa",
    "iso",
    "jar",
    "msi",
    "msix",
    "msp",
    "mst",
    "pif",
    "pkg",
    "rpm",
    "run",
    "scr",
    "sys",
    "vhd",
    "vhdx",
    "xpi",
];
const SCRIPTS: &[&str] = &[
    "action",
    "applescript",
    "bash",
    "bat",
    "bas",
    "chm",
    "cmd",
    "command",
    "csh",
    "desktop",
    "fish",
    "hlp",
    "hta",
    "htm",
    "html",
    "inf",
    "ins",
    "isp",
    "jnlp",
    "js",
    "jse",
    "ksh",
    "lnk",
    "lua",
    "mht",
    "mhtml",
    "mjs",
    "msc",
    "mshxml",
    "php",
    "pl",
    "prf",
    "ps1",
    "ps1xml",
    "ps2",
    "psc1",
    "psd1",
    "psm1",
    "py",
    "pyc",
    "pyw",
    "rb",
    "reg",
    "scf",
    "scpt",
    "sct",
    "sh",
    "shb",
    "shs",
    "svg",
    "terminal",
    "tcl",
    "tool",
    "url",
    "vb",
    "vbe",
    "vbs",
    "webloc",
    "workflow",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xht",
    "xhtml",
    "xll",
    "xsl",
    "zsh",
];
const MACROS: &[&str] = &[
    "accdb", "ade", "adp", "docm", "dotm", "mda", "mdb", "mde", "potm", "ppam", "ppsm", "pptm", "sldm", "xla", "xlam",
    "xlm", "xlsb", "xlsm", "xltm",
];

/// The code that opening a file of this name and media type may run; `None` if none is known.
///
/// Only the last extension counts, without trailing dots and spaces, which Windows ignores. Old office formats (`.doc`,
/// `.xls`) can contain macros too but rarely do: users would learn to dismiss a warning on each of them unread.
#[must_use]
pub fn danger(name: &str, media_type: &str) -> Option<Danger> {
    let name = name.trim_end_matches(['.', ' ', '\u{3000}']).to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).trim();
    let by_name = if PROGRAMS.contains(&ending) {
        Some(Danger::Program)
    } else if SCRIPTS.contains(&ending) || ending.ends_with("-ms") {
        // `.library-ms`, `.search-ms`, `.settingContent-ms`: Windows can start a program from each of them.
        Some(Danger::Script)
    } else if MACROS.contains(&ending) {
        Some(Danger::Macro)
    } else {
        None
    };
    by_name.max(by_media_type(media_type))
}

fn by_media_type(media_type: &str) -> Option<Danger> {
    let media_type = media_type.to_lowercase();
    let is_program = [
        "application/x-executable",
        "application/x-msdownload",
        "application/x-msdos-program",
        "application/vnd.microsoft.portable-executable",
        "application/x-mach-binary",
        "application/java-archive",
    ];
    let is_script = ["application/x-sh", "text/x-shellscript", "application/x-ms-shortcut", "text/javascript"];
    if is_program.contains(&media_type.as_str()) {
        Some(Danger::Program)
    } else if is_script.contains(&media_type.as_str()) {
        Some(Danger::Script)
    } else if media_type.contains("macroenabled") {
        Some(Danger::Macro)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_may_run_whatever_it_is_called() {
        for (name, media_type, expect) in [
            ("报告.pdf", "application/pdf", None),
            ("scan.png", "image/png", None),
            ("合同.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", None),
            ("plan.xls", "application/vnd.ms-excel", None),
            ("no ending", "application/octet-stream", None),
            ("setup.exe", "", Some(Danger::Program)),
            ("SETUP.EXE", "", Some(Danger::Program)),
            ("setup.exe. . ", "", Some(Danger::Program)),
            ("合同.pdf.exe", "application/pdf", Some(Danger::Program)),
            ("合同.pdf", "application/vnd.microsoft.portable-executable", Some(Danger::Program)),
            ("run.bat", "", Some(Danger::Script)),
            ("a.ps1", "", Some(Danger::Script)),
            ("x.desktop", "", Some(Danger::Script)),
            ("x.lnk", "", Some(Danger::Script)),
            ("x", "text/x-shellscript", Some(Danger::Script)),
            ("page.html", "text/html", Some(Danger::Script)),
            ("表.xlsm", "", Some(Danger::Macro)),
            ("表.xlsx", "application/vnd.ms-excel.sheet.macroEnabled.12", Some(Danger::Macro)),
        ] {
            assert_eq!(danger(name, media_type), expect, "{name} {media_type}");
        }
    }
}
