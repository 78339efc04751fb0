//! The steps of a walk-through, each with its key.

use crate::ui::kit::icons;
use crate::workbook::Status;
use egui::{Key, KeyboardShortcut, Modifiers};

/// A step of the walk-through of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WalkStep {
    /// It was kept all year.
    Confirm,
    /// Take over the proposed answer.
    TakeProposal,
    /// It was not kept, and why.
    Exception,
    /// It did not apply, and why.
    NotApplicable,
    /// Say who sees to it.
    Assign,
    /// Attach a file as evidence.
    Attach,
    /// Decide something about it.
    Decide,
    /// Leave it for later; along a list of problems, go to the next one.
    Skip,
    /// Back to the one before.
    Back,
    /// Say how it stands in the checklist.
    Mark(Status),
    /// Show it in the checklist.
    Checklist,
    /// Leave the walk-through; it is gone on with another time.
    Pause,
}

impl WalkStep {
    /// The steps that are buttons below the duty, in their order.
    pub const ALL: [Self; 10] = [
        Self::Confirm,
        Self::TakeProposal,
        Self::Exception,
        Self::NotApplicable,
        Self::Assign,
        Self::Attach,
        Self::Decide,
        Self::Skip,
        Self::Back,
        Self::Pause,
    ];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Confirm => "walk-confirm",
            Self::TakeProposal => "walk-take-proposal",
            Self::Exception => "walk-exception",
            Self::NotApplicable => "walk-not-applicable",
            Self::Assign => "walk-assign",
            Self::Attach => "walk-attach",
            Self::Decide => "walk-decide",
            Self::Skip => "walk-skip",
            Self::Back => "walk-back",
            Self::Pause => "walk-pause",
            Self::Checklist => "walk-checklist-open",
            Self::Mark(status) => super::Command::Mark(status).id(),
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Confirm => icons::CHECK_CIRCLE,
            Self::TakeProposal => icons::LIGHTBULB,
            Self::Exception => icons::X_CIRCLE,
            Self::NotApplicable => icons::MINUS_CIRCLE,
            Self::Assign => icons::USER,
            Self::Attach => icons::PAPERCLIP,
            Self::Decide => icons::FLAG,
            Self::Skip => icons::CARET_RIGHT,
            Self::Back => icons::CARET_LEFT,
            Self::Pause => icons::X,
            Self::Checklist => icons::LIST_CHECKS,
            Self::Mark(status) => super::Command::Mark(status).icon(),
        }
    }

    pub(super) fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn key(key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(Modifiers::NONE, key)
        }
        match self {
            Self::Confirm => const { &[key(Key::C), key(Key::Enter)] },
            Self::TakeProposal => const { &[key(Key::P)] },
            Self::Exception => const { &[key(Key::X)] },
            Self::NotApplicable => const { &[key(Key::N)] },
            Self::Assign => const { &[key(Key::O)] },
            Self::Attach => const { &[key(Key::A), key(Key::E)] },
            Self::Decide => const { &[key(Key::D)] },
            Self::Skip => const { &[key(Key::S), key(Key::J), key(Key::ArrowRight)] },
            Self::Back => const { &[key(Key::B), key(Key::K), key(Key::ArrowLeft)] },
            Self::Pause => const { &[key(Key::Escape)] },
            Self::Checklist => const { &[key(Key::V)] },
            Self::Mark(status) => super::Command::Mark(status).shortcuts(),
        }
    }
}
