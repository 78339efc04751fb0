//! Drawing in a process of its own: whatever a file does to its decoder, the program goes on, and the system takes back
//! what it took.
//!
//! The program starts itself once more with [`ARGUMENT`]. To that process goes a line of JSON with what is wanted, and
//! then the file; back come a line of JSON with what came of it, and then the pixels. Its time is bounded everywhere; its
//! memory where the system can do that, which is Linux. It reads no file and opens no window.

use super::kind::kind_of;
use super::{NoPreview, Picture, Preview, Wish, preview};
use crate::file_type::Kind;
use crate::limits::{self, Exceeded, PREVIEW_MEMORY, PREVIEW_PIXELS, PREVIEW_TIME};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// The argument that makes the program draw one preview and end.
pub const ARGUMENT: &str = "--draw-preview";

/// The exit code of a process whose time is over.
const TIME_IS_OVER: i32 = 3;

/// Starts a process for each preview of a picture or page.
#[derive(Clone, Debug)]
pub struct Previewer {
    /// The program to start.
    pub program: PathBuf,
    /// It is ended after so long.
    pub time: Duration,
}

/// What is wanted.
#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    page: usize,
    longest_side: u32,
    time: Duration,
}

/// What came of it.
#[derive(Serialize, Deserialize)]
enum Reply {
    Picture { size: [usize; 2], original: [u32; 2], page: usize, pages: usize },
    Empty,
    Broken,
    Encrypted,
    Limit { key: String, found: Option<u64> },
}

impl Previewer {
    /// By this program, wherever it lies; none where the system does not tell.
    #[must_use]
    pub fn of_this_program() -> Option<Self> {
        // On Linux also where the file was replaced by a newer version meanwhile.
        let own = Path::new("/proc/self/exe");
        let program = if own.exists() { own.to_owned() } else { std::env::current_exe().ok()? };
        Some(Self { program, time: Duration::from_secs(PREVIEW_TIME.most) })
    }

    /// Draws `bytes`, the file that is called `name`: as [`preview`] does, within bounds of time and memory.
    ///
    /// # Errors
    /// Why there is nothing to draw.
    pub fn preview(&self, bytes: Vec<u8>, name: &str, wish: Wish) -> Result<Preview, NoPreview> {
        match kind_of(name, &bytes) {
            Kind::Picture | Kind::Pdf if !bytes.is_empty() => {}
            // These have bounds of their own.
            Kind::Picture
            | Kind::Pdf
            | Kind::Text
            | Kind::Document
            | Kind::Sheet
            | Kind::Slides
            | Kind::Archive
            | Kind::Media
            | Kind::Other => return preview(Arc::new(bytes), name, wish),
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
            /// No window of a console comes up for it.
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            command.creation_flags(CREATE_NO_WINDOW);
        }
        command.spawn()
    }

    /// Gives the process its work and waits for what comes of it, as long as it may take.
    fn draw(&self, mut child: Child, request: &Request, bytes: &[u8]) -> Result<Picture, NoPreview> {
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(NoPreview::NotStarted);
        };
        thread::scope(|scope| {
            let (done, outcome) = mpsc::channel();
            // A process that ends early takes the rest of the file with it, and says so by how it ends.
            scope.spawn(move || drop(write_line(&mut to, request).and_then(|()| to.write_all(bytes))));
            scope.spawn(move || drop(done.send(read_reply(from))));
            let answer = outcome.recv_timeout(self.time);
            // It may be at an end already; this ends both threads too.
            drop(child.kill());
            let ended = child.wait();
            match answer {
                Ok(Some(reply)) => reply,
                // It was ended from here, or by itself.
                Err(_) => Err(NoPreview::Limit(PREVIEW_TIME.exceeded())),
                Ok(None) if ended.is_ok_and(|status| status.code() == Some(TIME_IS_OVER)) => {
                    Err(NoPreview::Limit(PREVIEW_TIME.exceeded()))
                }
                // A panic is an answer; whatever else ends it was denied memory, for its data or for its stack.
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

/// What the process says; none where it ended before it said all of it.
fn read_reply(from: impl Read) -> Option<Result<Picture, NoPreview>> {
    // The longest line, and four bytes for each pixel that there may be.
    let most = PREVIEW_PIXELS.most * PREVIEW_PIXELS.most * 4 + LONGEST_LINE;
    let mut from = BufReader::new(from.take(most));
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line).ok()?;
    let no = |reason| Some(Err(reason));
    match serde_json::from_slice(&line).ok()? {
        Reply::Empty => no(NoPreview::Empty),
        Reply::Broken => no(NoPreview::Broken),
        Reply::Encrypted => no(NoPreview::Encrypted),
        Reply::Limit { key, found } => {
            let limit = limits::ALL.into_iter().find(|limit| limit.key == key)?;
            no(NoPreview::Limit(Exceeded { limit, found }))
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

/// No line of the two processes is longer: a name has less.
const LONGEST_LINE: u64 = 1 << 16;

/// Draws the preview that is asked for on standard input: what a program does that was started with [`ARGUMENT`]. `font`
/// is that of [`Wish::font`].
#[must_use]
pub fn serve(font: &'static [u8]) -> ExitCode {
    bound_memory();
    match draw_one(font) {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody is there who could be told.
        Err(_) => ExitCode::FAILURE,
    }
}

fn draw_one(font: &'static [u8]) -> io::Result<()> {
    let mut from = io::stdin().lock();
    let mut line = Vec::new();
    from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    let Request { name, page, longest_side, time } = serde_json::from_slice(&line)?;
    // Also where whoever started it is gone.
    thread::spawn(move || {
        thread::sleep(time);
        std::process::exit(TIME_IS_OVER);
    });
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let outcome = preview(Arc::new(bytes), &name, Wish { page, longest_side, font });
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

/// Lets the system refuse memory to this process beyond the limit; what it refuses ends the process, without a dump.
#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    // Where a system does not take a limit, that of time is left.
    setrlimit(Resource::Data, most(PREVIEW_MEMORY.most)).ok();
    setrlimit(Resource::Core, most(0)).ok();
}

/// Without it the limit of time is left.
#[cfg(not(unix))]
fn bound_memory() {}
