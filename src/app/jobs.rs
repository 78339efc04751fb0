//! Jobs: work that must not delay a frame. A job runs on a thread of its own; its result comes back through a channel
//! to the handler that was given when it was started.
//!
//! A job declares what its result concerns ([`Concern`]). When the result arrives, [`Answer::deliver`] compares that
//! with the open document, and drops the result of a document that was closed or replaced meanwhile. Handlers do not
//! check this themselves. What must happen even then is declared with [`Job::when_left`]; what must happen when the
//! window closes, with [`Job::when_closing`].
//!
//! | job | started in | concerns | its document was closed | the window closes |
//! |---|---|---|---|---|
//! | dialog for a path | `paths` | program | | |
//! | open a workbook, unlock a protected one | `files::protected` | program | | |
//! | read a license file, read a holiday schedule | `review`, `path_chosen` | program | | |
//! | save | `files::saving` | document | a failure is shown in a dialog | a success counts as saved |
//! | update links for “save as” | `files::save_as` | document | a toast: it was not saved there | saved with unchanged links |
//! | write or restart the journal | `files::recovery` | program; it has a channel of its own | | taken in |
//! | check the file, reload it, merge with it | `files::external_change` | document | dropped | |
//! | find a backup of a damaged file | `files::rescue` | program; shown while the error dialog is open | | |
//! | list backups, read one | `files::rescue` | document | dropped | |
//! | compare the document with its history | `found` | document | dropped | |
//! | export, print, write a comparison, the history or a file of the report | `exports` | program | | |
//! | read evidence, verify, find, embed, move it out | `evidence` | document | a toast: it was for another document | |
//! | extract evidence, open it, save a copy of it | `evidence` | program | | |
//! | draw a preview, copy or paste an image | `evidence::previewing`, `dropped` | program | | |
//! | check, freeze, receive and compare snapshots | `snapshots` | document | dropped | |
//! | merge with a copy for a preview, find open conflicts and other copies | `copies` | document | dropped | |
//! | count open conflicts | `copies` | document | noted, so that they are counted again | |
//! | export a copy | `copies` | program | | |

use crate::progress::Progress;
use crate::ui::Activity;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Where jobs run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOn {
    /// On a thread of their own.
    Thread,
    /// At once, on the calling thread: for tests that need a fixed order.
    Spot,
    /// On request only: for tests of what the user does while a job runs.
    OnRequest,
}

/// What the result of a job concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concern {
    /// The document of the opening with this number. The result is dropped once the document is closed or replaced.
    Document(u64),
    /// The program. The result is delivered whatever document is open.
    Program,
}

impl Concern {
    /// Whether the result is still wanted while the document of `opening` is open.
    fn is_present(self, opening: u64) -> bool {
        match self {
            Self::Document(of) => of == opening,
            Self::Program => true,
        }
    }
}

type Work<T> = Box<dyn FnOnce(&Progress) -> T + Send>;
type Reply<A, T> = Box<dyn FnOnce(&mut A, &egui::Context, T) + Send>;
type Handler<A, T> = Box<dyn FnOnce(&mut A, T) + Send>;

/// Work for a program `A` with the result `T`, and the handlers of the result.
pub(super) struct Job<A, T> {
    concern: Concern,
    /// The name that is shown while the job runs; `None` for a quick job.
    name: Option<String>,
    work: Work<T>,
    reply: Reply<A, T>,
    left: Option<Handler<A, T>>,
    closing: Option<Handler<A, T>>,
}

impl<A: 'static, T: Send + 'static> Job<A, T> {
    /// Returns a quick job and the handler of its result.
    pub(super) fn new(
        concern: Concern,
        work: impl FnOnce() -> T + Send + 'static,
        reply: impl FnOnce(&mut A, &egui::Context, T) + Send + 'static,
    ) -> Self {
        let work = Box::new(move |_: &Progress| work());
        Self { concern, name: None, work, reply: Box::new(reply), left: None, closing: None }
    }

    /// Returns a long job, which is shown under `name` with its progress and can be canceled.
    ///
    /// `work` checks its progress between its steps, and returns a result even if it was canceled.
    pub(super) fn long(
        concern: Concern,
        name: String,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
        reply: impl FnOnce(&mut A, &egui::Context, T) + Send + 'static,
    ) -> Self {
        let (work, reply) = (Box::new(work), Box::new(reply));
        Self { concern, name: Some(name), work, reply, left: None, closing: None }
    }

    /// Sets the handler for a result whose document was closed or replaced meanwhile.
    pub(super) fn when_left(self, act: impl FnOnce(&mut A, T) + Send + 'static) -> Self {
        Self { left: Some(Box::new(act)), ..self }
    }

    /// Sets the handler for a result that arrives while the window closes on the same document.
    pub(super) fn when_closing(self, act: impl FnOnce(&mut A, T) + Send + 'static) -> Self {
        Self { closing: Some(Box::new(act)), ..self }
    }
}

/// The situation in which a result arrives.
enum Arrival<'a> {
    /// The document or program that it concerns is there.
    Present(&'a egui::Context),
    /// Its document was closed or replaced.
    Left,
    /// The window is closing.
    Closing,
}

type Act<A> = Box<dyn FnOnce(&mut A, Arrival<'_>) + Send>;

/// The result of a job with its handler.
pub(super) struct Answer<A> {
    concern: Concern,
    act: Act<A>,
}

impl<A> Answer<A> {
    /// Delivers the result while the document of `opening` is open.
    pub(super) fn deliver(self, app: &mut A, opening: u64, context: &egui::Context) {
        let is_present = self.concern.is_present(opening);
        (self.act)(app, if is_present { Arrival::Present(context) } else { Arrival::Left });
    }

    /// Delivers the result while the window closes on the document of `opening`.
    pub(super) fn deliver_at_close(self, app: &mut A, opening: u64) {
        if self.concern.is_present(opening) {
            (self.act)(app, Arrival::Closing);
        }
    }
}

/// The jobs of a program `A`, and their results.
pub(super) struct Jobs<A> {
    run_on: RunOn,
    sender: Sender<Answer<A>>,
    receiver: Receiver<Answer<A>>,
    running: usize,
    activities: Vec<Activity>,
    held: VecDeque<Box<dyn FnOnce() + Send>>,
}

impl<A: 'static> Jobs<A> {
    /// Returns a set without jobs.
    #[must_use]
    pub(super) fn new(run_on: RunOn) -> Self {
        let (sender, receiver) = channel();
        Self { run_on, sender, receiver, running: 0, activities: Vec::new(), held: VecDeque::new() }
    }

    /// Starts a job. Its result wakes the window.
    pub(super) fn start<T: Send + 'static>(&mut self, context: &egui::Context, job: Job<A, T>) {
        let now = context.input(|input| input.time);
        let context = context.clone();
        self.run(job, now, move || context.request_repaint());
    }

    /// Starts a job whose result will be waited for.
    pub(super) fn start_detached<T: Send + 'static>(&mut self, job: Job<A, T>) {
        self.run(job, 0.0, || {});
    }

    fn run<T: Send + 'static>(&mut self, job: Job<A, T>, now: f64, wake: impl FnOnce() + Send + 'static) {
        let Job { concern, name, work, reply, left, closing } = job;
        let progress = Arc::new(Progress::default());
        if let Some(name) = name {
            self.activities.push(Activity::new(name, Arc::clone(&progress), now));
        }
        self.running += 1;
        let sender = self.sender.clone();
        let run = move || {
            let result = work(&progress);
            drop(progress);
            let answer = Answer {
                concern,
                act: Box::new(move |app: &mut A, arrival: Arrival<'_>| match arrival {
                    Arrival::Present(context) => reply(app, context, result),
                    Arrival::Left => {
                        if let Some(act) = left {
                            act(app, result);
                        }
                    }
                    Arrival::Closing => {
                        if let Some(act) = closing {
                            act(app, result);
                        }
                    }
                }),
            };
            // The receiver is dropped with the window, when nothing needs the result.
            drop(sender.send(answer));
            wake();
        };
        match self.run_on {
            RunOn::Thread => drop(std::thread::spawn(run)),
            RunOn::Spot => run(),
            RunOn::OnRequest => self.held.push_back(Box::new(run)),
        }
    }

    /// The running long jobs.
    pub(super) fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// Runs the jobs that were held back.
    pub(super) fn run_held(&mut self) {
        while let Some(run) = self.held.pop_front() {
            run();
        }
    }

    /// Returns the next result that has arrived.
    pub(super) fn next_answer(&mut self) -> Option<Answer<A>> {
        let answer = self.receiver.try_recv().ok()?;
        Some(self.received(answer))
    }

    /// Waits for the next result; returns `None` if no job runs.
    pub(super) fn wait(&mut self) -> Option<Answer<A>> {
        if self.running == 0 {
            return None;
        }
        self.run_held();
        let answer = self.receiver.recv().ok()?;
        Some(self.received(answer))
    }

    fn received(&mut self, answer: Answer<A>) -> Answer<A> {
        self.running = self.running.saturating_sub(1);
        // A job that has ended has dropped its reference to the progress.
        self.activities.retain(|activity| Arc::strong_count(&activity.progress) > 1);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that only records which handlers ran.
    type Notes = Vec<&'static str>;

    /// Returns the handlers that run for a job with `concern`, while opening 2 is open.
    fn reaches(concern: Concern, is_closing: bool) -> Notes {
        let mut jobs = Jobs::<Notes>::new(RunOn::Spot);
        let context = egui::Context::default();
        let job = Job::new(concern, || "result", |notes: &mut Notes, _, result| notes.push(result));
        let job = job.when_left(|notes, _| notes.push("left")).when_closing(|notes, _| notes.push("closing"));
        jobs.start(&context, job);
        let mut notes = Notes::new();
        let answer = jobs.next_answer().unwrap();
        if is_closing {
            answer.deliver_at_close(&mut notes, 2);
        } else {
            answer.deliver(&mut notes, 2, &context);
        }
        notes
    }

    #[test]
    fn what_concerns_a_document_that_was_left_reaches_no_handler() {
        assert_eq!(reaches(Concern::Document(2), false), ["result"]);
        assert_eq!(reaches(Concern::Document(1), false), ["left"]);
        assert_eq!(reaches(Concern::Program, false), ["result"]);
        assert_eq!(reaches(Concern::Document(2), true), ["closing"]);
        assert_eq!(reaches(Concern::Document(1), true), Notes::new());
        assert_eq!(reaches(Concern::Program, true), ["closing"]);
    }

    #[test]
    fn nothing_happens_where_nothing_was_declared() {
        let mut jobs = Jobs::<Notes>::new(RunOn::Spot);
        let context = egui::Context::default();
        let mut notes = Notes::new();
        for is_closing in [false, true] {
            jobs.start(&context, Job::new(Concern::Document(1), || (), |notes: &mut Notes, _, ()| notes.push("reply")));
            let answer = jobs.wait().unwrap();
            if is_closing {
                answer.deliver_at_close(&mut notes, 1);
            } else {
                answer.deliver(&mut notes, 2, &context);
            }
        }
        assert_eq!(notes, Notes::new());
        assert!(jobs.wait().is_none(), "nothing runs any more");
    }
}
