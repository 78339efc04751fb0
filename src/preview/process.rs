//! Previews in a process of their own: a failure of a decoder does not affect the program, and the system frees its
//! memory.
//!
//! The program starts itself with [`ARGUMENT`]. That process receives a line of JSON with the request, followed by the
//! file, and answers with a line of JSON with the result, followed by the pixels. Its time is limited on every system,
//! its memory on Linux. It reads no file and opens no window.

use super::kind::kind_of;
use super::{NoPreview, Picture, Preview, PreviewRequest, preview};
use crate::file_type::FileKind;
use crate::limits::{self, Exceeded, PREVIEW_MEMORY, PREVIEW_PIXELS, PREVIEW_TIME};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// The argument that makes the program draw one preview and exit.
pub const ARGUMENT: &str = "--draw-preview";

/// The exit code of a process that exceeded its time.
const TIME_IS_OVER: i32 = 3;

/// Starts a process for each preview of a picture or a page.
#[derive(Clone, Debug)]
pub struct Previewer {
    /// The program to start.
    pub program: PathBuf,
    /// The time limit of the process.
    pub time: Duration,
}

/// The request.
#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    page: usize,
    longest_side: u32,
    time: Duration,
}

/// The result.
#[derive(Serialize, Deserialize)]
enum Reply {
    Picture { size: [usize; 2], original: [u32; 2], page: usize, pages: usize },
    Empty,
    Broken,
    Encrypted,
    Limit { key: String, found: Option<u64> },
}

impl Previewer {
    /// A previewer with this program; `None` where the system does not tell its path.
    #[must_use]
    pub fn of_this_program() -> Option<Self> {
        // On Linux, this path works even after the file was replaced by a newer version.
        let own = Path::new("/proc/self/exe");
        let program = if own.exists() { own.to_owned() } else { std::env::current_exe().ok()? };
        Some(Self { program, time: Duration::from_secs(PREVIEW_TIME.max) })
    }

    /// Makes the preview of `bytes`, a file called `name`, as [`preview`] does, within limits of time and memory.
    ///
    /// # Errors
    /// Why there is no preview.
    pub fn preview(&self, bytes: Vec<u8>, name: &str, wish: PreviewRequest) -> Result<Preview, NoPreview> {
        match kind_of(name, &bytes) {
            FileKind::Picture | FileKind::Pdf if !bytes.is_empty() => {}
            // Other kinds have limits of their own.
            FileKind::Picture
            | FileKind::Pdf
            | FileKind::Text
            | FileKind::Document
            | FileKind::Sheet
            | FileKind::Slides
            | FileKind::Archive
            | FileKind::Media
            | FileKind::Other => return preview(Arc::new(bytes), name, wish),
        }
        let (page, longest_side) = (wish.page, wish.longest_side);
        let request = Request { name: name.to_owned(), page, longest_side, time: self.time };
        let child = self.start().map_err(|_| NoPreview::NotStarted)?;
        self.draw(child, &request, &bytes).map(Preview::Picture)
    }

    fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt as _;
            /// Keeps Windows from opening a console window for the process.
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            command.creation_flags(CREATE_NO_WINDOW);
        }
        command.spawn()
    }

    /// Sends the request to the process and waits for its result, at most as long as its time limit.
    fn draw(&self, mut child: Child, request: &Request, bytes: &[u8]) -> Result<Picture, NoPreview> {
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(NoPreview::NotStarted);
        };
        thread::scope(|scope| {
            let (done, outcome) = mpsc::channel();
            // A process that exits early stops reading; its exit code tells why.
            scope.spawn(move || drop(write_line(&mut to, request).and_then(|()| to.write_all(bytes))));
            scope.spawn(move || drop(done.send(read_reply(from))));
            let answer = outcome.recv_timeout(self.time);
            // The process may have exited already; killing it ends both threads too.
            drop(child.kill());
            let ended = child.wait();
            match answer {
                Ok(Some(reply)) => reply,
                // The time limit ended it, set here or by the process itself.
                Err(_) => Err(NoPreview::Limit(PREVIEW_TIME.exceeded())),
                Ok(None) if ended.is_ok_and(|status| status.code() == Some(TIME_IS_OVER)) => {
                    Err(NoPreview::Limit(PREVIEW_TIME.exceeded()))
                }
                // A panic would be an answer, so any other exit means that memory was denied, for its data or its
                // stack.
                Ok(None) => Err(NoPreview::Limit(PREVIEW_MEMORY.exceeded())),
            }
        })
    }
}

fn write_line<T: Serialize>(to: &mut impl Write, line: &T) -> io::Result<()> {
    let mut line = serde_json::to_vec(line)?;
    line.push(b'\n');
    to.write_all(&line)
}

/// The result that the process sends; `None` where it ended before its result was complete.
fn read_reply(from: impl Read) -> Option<Result<Picture, NoPreview>> {
    // The longest line, and four bytes for each pixel.
    let most = PREVIEW_PIXELS.max * PREVIEW_PIXELS.max * 4 + LONGEST_LINE;
    let mut from = BufReader::new(from.take(most));
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line).ok()?;
    match serde_json::from_slice(&line).ok()? {
        Reply::Empty => Some(Err(NoPreview::Empty)),
        Reply::Broken => Some(Err(NoPreview::Broken)),
        Reply::Encrypted => Some(Err(NoPreview::Encrypted)),
        Reply::Limit { key, found } => {
            let limit = limits::ALL.into_iter().find(|limit| limit.key == key)?;
            Some(Err(NoPreview::Limit(Exceeded { limit, found })))
        }
        Reply::Picture { size, original, page, pages } => {
            let mut rgba = Vec::new();
            from.read_to_end(&mut rgba).ok()?;
            let [width, height] = size;
            let is_whole = width.checked_mul(height).and_then(|pixels| pixels.checked_mul(4)) == Some(rgba.len());
            is_whole.then_some(Ok(Picture { size, rgba, original, page, pages }))
        }
    }
}

/// The longest line between the two processes, in bytes; a file name is shorter.
const LONGEST_LINE: u64 = 1 << 16;

/// Draws the preview that is requested on standard input: the main function of a process that was started with
/// [`ARGUMENT`]. `font` is [`PreviewRequest::font`].
#[must_use]
pub fn serve(font: &'static [u8]) -> ExitCode {
    bound_memory();
    match draw_one(font) {
        Ok(()) => ExitCode::SUCCESS,
        // There is no reader for the result.
        Err(_) => ExitCode::FAILURE,
    }
}

fn draw_one(font: &'static [u8]) -> io::Result<()> {
    let mut from = io::stdin().lock();
    let mut line = Vec::new();
    from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    let Request { name, page, longest_side, time } = serde_json::from_slice(&line)?;
    // The thread also ends the process when its parent is gone.
    thread::spawn(move || {
        thread::sleep(time);
        std::process::exit(TIME_IS_OVER);
    });
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let outcome = preview(Arc::new(bytes), &name, PreviewRequest { page, longest_side, font });
    let (reply, pixels) = match outcome {
        Ok(Preview::Picture(Picture { size, rgba, original, page, pages })) => {
            (Reply::Picture { size, original, page, pages }, rgba)
        }
        Ok(Preview::Text(_)) | Err(NoPreview::Kind(_) | NoPreview::Broken | NoPreview::NotStarted) => {
            (Reply::Broken, Vec::new())
        }
        Err(NoPreview::Empty) => (Reply::Empty, Vec::new()),
        Err(NoPreview::Encrypted) => (Reply::Encrypted, Vec::new()),
        Err(NoPreview::Limit(Exceeded { limit, found })) => {
            (Reply::Limit { key: limit.key.to_owned(), found }, Vec::new())
        }
    };
    let mut to = io::stdout().lock();
    write_line(&mut to, &reply)?;
    to.write_all(&pixels)?;
    to.flush()
}

/// Limits the memory of this process. A denied allocation ends the process, without a core dump.
#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let data = Rlimit { current: Some(PREVIEW_MEMORY.max), maximum: Some(PREVIEW_MEMORY.max) };
    let core = Rlimit { current: Some(0), maximum: Some(0) };
    // Where the system refuses a limit, the time limit remains.
    setrlimit(Resource::Data, data).ok();
    setrlimit(Resource::Core, core).ok();
}

/// The memory is not limited on this system; the time limit remains.
#[cfg(not(unix))]
fn bound_memory() {}
