//! The export formats: one row per format. The writers are in [`crate::export`].

use crate::variants::all;
use strum::VariantArray;

/// Makes the enum [`Format`] and its properties.
macro_rules! formats {
    ($($(#[doc = $doc:literal])* $format:ident { $name:literal, endings $endings:expr, filter $filter:literal, label $label:literal })*) => {
        /// An export format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
        pub enum Format {
            $($(#[doc = $doc])* $format,)*
        }

        impl Format {
            /// All formats, in the order of the dialog.
            pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

            /// The name on the command line and the file extension, such as `pdf`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$format => $name,)* }
            }

            /// Further file extensions.
            fn endings(self) -> &'static [&'static str] {
                match self { $(Self::$format => $endings,)* }
            }

            /// The name of the format in the filter of a file dialog.
            #[must_use]
            pub fn filter(self) -> &'static str {
                match self { $(Self::$format => $filter,)* }
            }

            /// The message with the name and the purpose of the format.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$format => $label,)* }
            }
        }
    };
}

formats! {
    /// A document to print, to sign and to archive.
    Pdf { "pdf", endings &[], filter "PDF", label "format-pdf" }
    /// One page that any browser shows and prints offline.
    Html { "html", endings &["htm"], filter "HTML", label "format-html" }
    /// A document to edit, for Word and similar programs.
    Docx { "docx", endings &[], filter "Word", label "format-docx" }
    /// All tables, for Excel and similar programs.
    Xlsx { "xlsx", endings &[], filter "Excel", label "format-xlsx" }
    /// One table for a spreadsheet.
    Csv { "csv", endings &[], filter "CSV", label "format-csv" }
    /// Text with markup, for wikis and tickets.
    Markdown { "md", endings &["markdown"], filter "Markdown", label "format-md" }
    /// The whole model, for programs.
    Json { "json", endings &[], filter "JSON", label "format-json" }
    /// The dates, for a calendar.
    Ics { "ics", endings &[], filter "iCalendar", label "format-ics" }
}

impl Format {
    /// Returns the format of the file extension `ending`, in upper or lower case; `None` if no format has it.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_lowercase();
        Self::ALL.into_iter().find(|format| format.as_str() == ending || format.endings().contains(&ending.as_str()))
    }
}

/// Makes an enum of some of the formats.
macro_rules! some_formats {
    ($(#[doc = $about:literal])* $name:ident { $($(#[doc = $doc:literal])* $format:ident,)* }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
        pub enum $name {
            $($(#[doc = $doc])* $format,)*
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; Self::VARIANTS.len()] = all(Self::VARIANTS);

            /// The format.
            #[must_use]
            pub fn format(self) -> Format {
                match self { $(Self::$format => Format::$format,)* }
            }

            /// The file extension, without a dot.
            #[must_use]
            pub fn extension(self) -> &'static str {
                self.format().as_str()
            }
        }
    };
}

some_formats! {
    /// The formats of a document about a report.
    DocumentFormat {
        /// For a word processor.
        Docx,
        /// For printing and sending.
        Pdf,
    }
}

some_formats! {
    /// The formats of a comparison for people.
    ComparisonFormat {
        /// A page for browsers.
        Html,
        /// A spreadsheet.
        Xlsx,
    }
}
