//! The icons, as text: each constant is one character of the Phosphor subset in `assets/fonts`.
//!
//! The characters are in the font families of [`super::fonts`], so an icon can be part of any text:
//! `format!("{} 保存", icons::FLOPPY_DISK)`. A screen reader cannot read an icon, so a widget that shows only
//! an icon needs a name.

/// Defines the constants and [`ALL`] from one list, so that `ALL` is always complete.
macro_rules! icons {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: &str = $text;)+

        /// Every icon with its name, for the tests and for a page that shows all icons.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

icons! {
    // Places
    /// The overview.
    CHART_PIE_SLICE = "\u{e15a}";
    /// A measure, such as the overall progress.
    GAUGE = "\u{e628}";
    /// Progress by provision.
    CHART_BAR = "\u{e150}";
    /// The license.
    IDENTIFICATION_CARD = "\u{e2c8}";
    /// The text of the license.
    SCROLL = "\u{eb7a}";
    /// The checklist.
    LIST_CHECKS = "\u{eadc}";
    /// Deadlines; a month.
    CALENDAR_DOTS = "\u{e7b4}";
    /// Evidence; attach a file.
    PAPERCLIP = "\u{e39a}";
    /// The annual report.
    CLIPBOARD_TEXT = "\u{e198}";
    /// Snapshots; take a snapshot.
    CAMERA = "\u{e10e}";
    /// Several snapshots or versions.
    STACK = "\u{e466}";
    /// Settings.
    GEAR = "\u{e270}";
    /// The registered address.
    HOUSE = "\u{e2c2}";
    /// The company; a branch.
    BUILDINGS = "\u{e102}";

    // Documents and media
    /// Any file.
    FILE = "\u{e230}";
    /// A text document.
    FILE_TEXT = "\u{e23a}";
    /// A PDF file.
    FILE_PDF = "\u{e702}";
    /// A word-processor file.
    FILE_DOC = "\u{eb1e}";
    /// A spreadsheet.
    FILE_XLS = "\u{eb22}";
    /// Comma-separated values.
    FILE_CSV = "\u{eb1c}";
    /// A web page.
    FILE_HTML = "\u{eb38}";
    /// An archive file.
    FILE_ZIP = "\u{e958}";
    /// An image file.
    FILE_IMAGE = "\u{ea24}";
    /// A new document.
    FILE_PLUS = "\u{e236}";
    /// Several files.
    FILES = "\u{e710}";
    /// A folder.
    FOLDER = "\u{e24a}";
    /// Open a document.
    FOLDER_OPEN = "\u{e256}";
    /// A picture.
    IMAGE = "\u{e2ca}";
    /// Several pictures; scans of pages.
    IMAGES = "\u{e836}";
    /// Stored data.
    DATABASE = "\u{e1de}";
    /// A pack of files for the authority.
    PACKAGE = "\u{e390}";
    /// Archive; backups.
    ARCHIVE = "\u{e00c}";

    // Actions
    /// Save.
    FLOPPY_DISK = "\u{e248}";
    /// Save under another name.
    FLOPPY_DISK_BACK = "\u{eaf4}";
    /// Export.
    EXPORT = "\u{eaf0}";
    /// Save a copy; import.
    DOWNLOAD_SIMPLE = "\u{e20c}";
    /// Add a file.
    UPLOAD_SIMPLE = "\u{e4c0}";
    /// Print.
    PRINTER = "\u{e3dc}";
    /// Copy.
    COPY = "\u{e1ca}";
    /// Paste.
    CLIPBOARD = "\u{e196}";
    /// Delete.
    TRASH = "\u{e4a6}";
    /// Edit.
    PENCIL_SIMPLE = "\u{e3b4}";
    /// Add.
    PLUS = "\u{e3d4}";
    /// Remove.
    MINUS = "\u{e32a}";
    /// Close; remove.
    X = "\u{e4f6}";
    /// Undo.
    ARROW_COUNTER_CLOCKWISE = "\u{e038}";
    /// Redo.
    ARROW_CLOCKWISE = "\u{e036}";
    /// Refresh; replace by a new version.
    ARROWS_CLOCKWISE = "\u{e094}";
    /// Compare two things.
    ARROWS_LEFT_RIGHT = "\u{e0a0}";
    /// Changes.
    GIT_DIFF = "\u{e27c}";
    /// Open in another program.
    ARROW_SQUARE_OUT = "\u{e5de}";
    /// Quit.
    SIGN_OUT = "\u{e42a}";
    /// Start a meeting or a walk-through.
    PLAY = "\u{e3d0}";
    /// Pause.
    PAUSE = "\u{e39e}";
    /// The walk-through, in large type.
    PRESENTATION = "\u{e654}";
    /// Full screen.
    CORNERS_OUT = "\u{e1d0}";
    /// Recurring.
    REPEAT = "\u{e3f6}";
    /// The deadline calculator.
    CALCULATOR = "\u{e538}";

    // Searching and arranging
    /// Search.
    MAGNIFYING_GLASS = "\u{e30c}";
    /// Filter.
    FUNNEL = "\u{e266}";
    /// Clear the filters.
    FUNNEL_X = "\u{e26c}";
    /// Sorted in ascending order.
    SORT_ASCENDING = "\u{e444}";
    /// Sorted in descending order.
    SORT_DESCENDING = "\u{e446}";
    /// Shown as a list.
    ROWS = "\u{e5a2}";
    /// Shown as a table.
    TABLE = "\u{e476}";
    /// Shown as a tree.
    TREE_STRUCTURE = "\u{e67c}";
    /// The menu.
    LIST = "\u{e2f0}";
    /// Show or hide the side panel.
    SIDEBAR_SIMPLE = "\u{ec24}";
    /// Show.
    EYE = "\u{e220}";
    /// Hide; confidential.
    EYE_SLASH = "\u{e224}";
    /// More actions.
    DOTS_THREE = "\u{e1fe}";
    /// More actions of a row.
    DOTS_THREE_VERTICAL = "\u{e208}";
    /// A handle to drag by.
    DOTS_SIX_VERTICAL = "\u{eae2}";

    // Directions
    /// Collapsed; next.
    CARET_RIGHT = "\u{e13a}";
    /// Expanded; a drop-down list.
    CARET_DOWN = "\u{e136}";
    /// Upward.
    CARET_UP = "\u{e13c}";
    /// Back.
    CARET_LEFT = "\u{e138}";
    /// A choice in a field.
    CARET_UP_DOWN = "\u{e140}";
    /// Go to the beginning; collapse.
    CARET_DOUBLE_LEFT = "\u{e128}";
    /// Go to the end; expand.
    CARET_DOUBLE_RIGHT = "\u{e12a}";
    /// Next; leads to.
    ARROW_RIGHT = "\u{e06c}";
    /// Back.
    ARROW_LEFT = "\u{e058}";
    /// Upward.
    ARROW_UP = "\u{e08e}";
    /// Downward.
    ARROW_DOWN = "\u{e03e}";
    /// The Enter key.
    ARROW_ELBOW_DOWN_LEFT = "\u{e044}";

    // Statuses
    /// Done; selected.
    CHECK = "\u{e182}";
    /// All done.
    CHECKS = "\u{e53a}";
    /// Met.
    CHECK_CIRCLE = "\u{e184}";
    /// In progress.
    CIRCLE_HALF = "\u{e18c}";
    /// Not met.
    X_CIRCLE = "\u{e4f8}";
    /// Not started.
    CIRCLE = "\u{e18a}";
    /// Not applicable.
    MINUS_CIRCLE = "\u{e32c}";
    /// Conditional: it is not known yet whether the duty applies.
    CIRCLE_DASHED = "\u{e602}";
    /// A prohibition.
    PROHIBIT = "\u{e3de}";
    /// A check box that is not checked.
    SQUARE = "\u{e45e}";
    /// A check box that is checked.
    CHECK_SQUARE = "\u{e186}";
    /// A check box that is partly checked.
    MINUS_SQUARE = "\u{ed4c}";
    /// Verified; frozen and unchanged.
    SEAL_CHECK = "\u{e606}";
    /// Changed since it was sealed.
    SEAL_WARNING = "\u{e60c}";
    /// Intact; safe.
    SHIELD_CHECK = "\u{e40c}";
    /// At risk.
    SHIELD_WARNING = "\u{e412}";
    /// A warning; overdue.
    WARNING = "\u{e4e0}";
    /// A problem.
    WARNING_CIRCLE = "\u{e4e2}";
    /// A remark.
    INFO = "\u{e2ce}";
    /// Help; unknown.
    QUESTION = "\u{e3e8}";
    /// A hint.
    LIGHTBULB = "\u{e2dc}";
    /// Running.
    SPINNER = "\u{e66a}";

    // Time
    /// A day.
    CALENDAR_BLANK = "\u{e10a}";
    /// A date that was completed.
    CALENDAR_CHECK = "\u{e712}";
    /// Record an event.
    CALENDAR_PLUS = "\u{e714}";
    /// A time; a deadline.
    CLOCK = "\u{e19a}";
    /// Due soon.
    CLOCK_COUNTDOWN = "\u{ed2c}";
    /// History.
    CLOCK_COUNTER_CLOCKWISE = "\u{e1a0}";
    /// Waiting.
    HOURGLASS = "\u{e2b2}";
    /// Overdue.
    ALARM = "\u{e006}";
    /// A reminder.
    BELL = "\u{e0ce}";

    // People and text
    /// A person; the owner.
    USER = "\u{e4c2}";
    /// People; participants.
    USERS = "\u{e4d6}";
    /// Add a person.
    USER_PLUS = "\u{e4d0}";
    /// A kind; a label.
    TAG = "\u{e478}";
    /// A note.
    NOTE = "\u{e348}";
    /// A statement; a remark in a meeting.
    CHAT_TEXT = "\u{e17a}";
    /// Quoted license text.
    QUOTES = "\u{e660}";
    /// Highlighted text.
    HIGHLIGHTER = "\u{ec76}";
    /// The size of the text.
    TEXT_AA = "\u{e6ee}";
    /// A digest; a number.
    HASH = "\u{e2a2}";
    /// A linked file; shared evidence.
    LINK = "\u{e2e2}";
    /// A linked file that is missing.
    LINK_BREAK = "\u{e2e4}";
    /// A bookmark.
    FLAG = "\u{e244}";
    /// Pinned.
    PUSH_PIN = "\u{e3e2}";
    /// A favorite.
    STAR = "\u{e46a}";
    /// A place.
    MAP_PIN = "\u{e316}";
    /// A law.
    GAVEL = "\u{ea32}";
    /// Frozen; locked.
    LOCK = "\u{e2fa}";
    /// Not locked.
    LOCK_OPEN = "\u{e306}";

    // The program
    /// The language.
    TRANSLATE = "\u{e4a2}";
    /// The light theme.
    SUN = "\u{e472}";
    /// The dark theme.
    MOON = "\u{e330}";
    /// The theme of the system.
    MONITOR = "\u{e32e}";
    /// Keyboard shortcuts.
    KEYBOARD = "\u{e2d8}";
    /// The command palette.
    COMMAND = "\u{e1c4}";
    /// A web address.
    GLOBE = "\u{e288}";
}
