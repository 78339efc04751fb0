//! Work that must not hold up a frame: it runs on a thread of its own and answers through a channel.

use crate::progress::Progress;
use crate::ui::Activity;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Where work runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOn {
    /// On a thread of its own.
    Thread,
    /// At once, on this one: for tests, where the order must be certain.
    Spot,
    /// Not before it is asked for: for tests of what a person does while it goes on.
    Held,
}

/// Background work and its answers.
pub(super) struct Jobs<T> {
    run_on: RunOn,
    sender: Sender<T>,
    receiver: Receiver<T>,
    running: usize,
    activities: Vec<Activity>,
    held: VecDeque<Box<dyn FnOnce() + Send>>,
}

impl<T: Send + 'static> Jobs<T> {
    /// No work yet.
    #[must_use]
    pub(super) fn new(run_on: RunOn) -> Self {
        let (sender, receiver) = channel();
        Self { run_on, sender, receiver, running: 0, activities: Vec::new(), held: VecDeque::new() }
    }

    /// Starts `work`; its answer wakes the window.
    pub(super) fn start(&mut self, context: &egui::Context, work: impl FnOnce() -> T + Send + 'static) {
        let context = context.clone();
        self.run(work, move || context.request_repaint());
    }

    /// Starts long `work`, which is shown under `name` with its progress and can be cancelled.
    ///
    /// `work` looks at the progress it is given between its parts, and answers even when it was cancelled.
    pub(super) fn start_long(
        &mut self,
        context: &egui::Context,
        name: String,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) {
        let progress = Arc::new(Progress::default());
        let now = context.input(|input| input.time);
        self.activities.push(Activity::new(name, Arc::clone(&progress), now));
        self.start(context, move || work(&progress));
    }

    /// The long work that goes on.
    pub(super) fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// Starts `work` whose answer will be waited for.
    pub(super) fn start_detached(&mut self, work: impl FnOnce() -> T + Send + 'static) {
        self.run(work, || {});
    }

    fn run(&mut self, work: impl FnOnce() -> T + Send + 'static, wake: impl FnOnce() + Send + 'static) {
        self.running += 1;
        let sender = self.sender.clone();
        let run = move || {
            // The receiver is gone only when the window is: nobody waits for the answer then.
            drop(sender.send(work()));
            wake();
        };
        match self.run_on {
            RunOn::Thread => drop(std::thread::spawn(run)),
            RunOn::Spot => run(),
            RunOn::Held => self.held.push_back(Box::new(run)),
        }
    }

    /// Runs what was held back.
    pub(super) fn run_held(&mut self) {
        while let Some(run) = self.held.pop_front() {
            run();
        }
    }

    /// The next answer that has come in.
    pub(super) fn next_answer(&mut self) -> Option<T> {
        let answer = self.receiver.try_recv().ok()?;
        self.running = self.running.saturating_sub(1);
        self.forget_ended();
        Some(answer)
    }

    /// Waits for the next answer; `None` where nothing runs.
    pub(super) fn wait(&mut self) -> Option<T> {
        if self.running == 0 {
            return None;
        }
        self.run_held();
        let answer = self.receiver.recv().ok()?;
        self.running -= 1;
        self.forget_ended();
        Some(answer)
    }

    /// Work that has ended has dropped its share of the progress.
    fn forget_ended(&mut self) {
        self.activities.retain(|activity| Arc::strong_count(&activity.progress) > 1);
    }
}
