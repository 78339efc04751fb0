//! The cache of previews of evidence. Views request previews, and the program draws them outside the frame.
//!
//! A view requests in every frame the pictures that it shows. A missing picture goes to the outbox as a request, and
//! the program draws two at a time, so that visible pictures do not wait for pictures that were scrolled past.

use super::PreviewIntent;
use crate::file_type::FileKind;
use crate::limits::PREVIEW_FILE;
use crate::preview::{NoPreview, Preview, Text};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, Sha256};
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The limit of the memory of all pictures, in bytes. The pictures that were not shown for the longest time are dropped
/// first.
const MOST_BYTES: usize = 96 << 20;
/// The number of pictures that are drawn at the same time.
const MAX_RUNNING: usize = 2;
/// The time after which a running decoder no longer counts toward [`MAX_RUNNING`], so that a slow file does not block
/// others.
const SLOW_AFTER: Duration = Duration::from_secs(20);

/// The size of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Beside a name.
    Thumbnail,
    /// In the pane, beside the properties.
    Medium,
    /// For reading.
    Large,
}

impl Detail {
    /// The limit of the longer side, in pixels.
    #[must_use]
    pub fn longest_side(self) -> u32 {
        match self {
            Self::Thumbnail => 144,
            Self::Medium => 640,
            Self::Large => 2000,
        }
    }
}

/// The identity of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PreviewKey {
    /// The hash of the bytes.
    pub hash: Sha256,
    /// The page, from 0.
    pub page: usize,
    /// The size.
    pub detail: Detail,
}

/// A picture in the memory of the graphics card.
pub(in crate::ui) struct Drawn {
    /// The texture. Dropping it frees the memory.
    pub texture: TextureHandle,
    /// Width and height of the original, in pixels.
    pub original: [u32; 2],
    /// The page, from 0.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
}

/// The reason why there is no preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Nothing {
    /// The bytes have no preview.
    In(NoPreview),
    /// The bytes are missing, or have another hash.
    NoBytes,
    /// The file is linked from outside the folder of the workbook, perhaps on a network share. It is read only on
    /// request.
    Elsewhere,
}

/// The state of a preview.
pub(in crate::ui) enum PreviewState<'a> {
    /// A picture.
    Picture(&'a Drawn),
    /// A text.
    Text(&'a Arc<Text>),
    /// The preview is not drawn yet.
    Waiting,
    /// There is no preview.
    Nothing(Nothing),
}

enum Content {
    Picture(Drawn),
    Text(Arc<Text>),
    Nothing(NoPreview),
    /// The bytes were missing at this revision of the document. A later revision may know their path.
    NoBytes(u64),
}

struct Slot {
    content: Content,
    bytes: usize,
    /// The number of the last frame that showed it.
    seen: Cell<u64>,
}

/// The cache of previews, and those that are being drawn.
#[derive(Default)]
pub struct Previews {
    slots: BTreeMap<PreviewKey, Slot>,
    running: BTreeMap<PreviewKey, Instant>,
    drawn: usize,
    /// The evidence linked from outside the folder of the workbook that a person asked to see.
    asked: BTreeSet<Sha256>,
}

impl Previews {
    /// The state of a preview in this frame. A missing preview is requested through `out`.
    pub(in crate::ui) fn look(
        &self,
        context: &ViewContext<'_>,
        frame: &Context,
        (hash, page, detail): (Sha256, usize, Detail),
        out: &mut Outbox,
    ) -> PreviewState<'_> {
        let Some(evidence) = context.workbook.evidence.get(&hash) else {
            return PreviewState::Nothing(Nothing::NoBytes);
        };
        if let Some(reason) = without_reading(evidence, detail) {
            return PreviewState::Nothing(Nothing::In(reason));
        }
        if !evidence.is_embedded() && evidence.storage.within().is_none() && !self.asked.contains(&hash) {
            return PreviewState::Nothing(Nothing::Elsewhere);
        }
        self.look_at(context.workbook.revision(), frame, PreviewKey { hash, page, detail }, out)
    }

    /// The state of the preview `key` of bytes that are readable at this revision of the document.
    pub(in crate::ui) fn look_at(
        &self,
        revision: u64,
        frame: &Context,
        key: PreviewKey,
        out: &mut Outbox,
    ) -> PreviewState<'_> {
        if let Some(slot) = self.slots.get(&key) {
            slot.seen.set(frame.cumulative_frame_nr());
            match &slot.content {
                Content::Picture(drawn) => return PreviewState::Picture(drawn),
                Content::Text(text) => return PreviewState::Text(text),
                Content::Nothing(reason) => return PreviewState::Nothing(Nothing::In(*reason)),
                Content::NoBytes(at) if *at == revision => {
                    return PreviewState::Nothing(Nothing::NoBytes);
                }
                Content::NoBytes(_) => {}
            }
        }
        if !self.running.contains_key(&key) && self.has_room() {
            out.push(Intent::Preview(PreviewIntent::Draw(key)));
        }
        PreviewState::Waiting
    }

    /// Allows this piece to be read even if it is linked from outside the folder of the workbook.
    pub fn ask(&mut self, hash: Sha256) {
        self.asked.insert(hash);
    }

    fn has_room(&self) -> bool {
        self.running.values().filter(|since| since.elapsed() < SLOW_AFTER).count() < MAX_RUNNING
    }

    /// Registers `key` as being drawn, if it is not yet and there is room. True if it is to be drawn now; the result
    /// then goes to [`Self::finish`].
    pub fn begin(&mut self, key: PreviewKey) -> bool {
        let begins = !self.running.contains_key(&key) && self.has_room();
        if begins {
            self.running.insert(key, Instant::now());
        }
        begins
    }

    /// Stores a result. `None` means that the bytes were missing at this `revision` of the document.
    pub fn finish(
        &mut self,
        context: &Context,
        key: PreviewKey,
        outcome: Option<Result<Preview, NoPreview>>,
        revision: u64,
    ) {
        // A result that is not awaited belongs to a document that was closed.
        if self.running.remove(&key).is_none() {
            return;
        }
        self.drawn += 1;
        let (made, bytes) = match outcome {
            Some(Ok(Preview::Picture(picture))) => {
                let image = ColorImage::from_rgba_unmultiplied(picture.size, &picture.rgba);
                let texture = context.load_texture("evidence", image, TextureOptions::LINEAR);
                let drawn = Drawn { texture, original: picture.original, page: picture.page, pages: picture.pages };
                (Content::Picture(drawn), picture.rgba.len())
            }
            Some(Ok(Preview::Text(text))) => {
                let bytes = text.words.len();
                (Content::Text(Arc::new(text)), bytes)
            }
            Some(Err(reason)) => (Content::Nothing(reason), 0),
            None => (Content::NoBytes(revision), 0),
        };
        let now = context.cumulative_frame_nr();
        self.slots.insert(key, Slot { content: made, bytes, seen: Cell::new(now) });
        self.make_room(now);
    }

    /// Drops the previews that were not shown for the longest time until the rest fits. Visible ones are kept.
    fn make_room(&mut self, now: u64) {
        let mut by_age: Vec<(u64, PreviewKey)> = self.slots.iter().map(|(key, slot)| (slot.seen.get(), *key)).collect();
        by_age.sort_unstable();
        for (seen, key) in by_age {
            if self.bytes() <= MOST_BYTES || seen + 1 >= now {
                break;
            }
            self.slots.remove(&key);
        }
    }

    /// The memory of all previews, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slots.values().map(|slot| slot.bytes).sum()
    }

    /// The number of previews since the program started, including failed ones.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.drawn
    }

    /// Drops all previews when another document is opened.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.running.clear();
        self.asked.clear();
    }
}

/// The reason why there is no preview, where it is known without reading the file.
fn without_reading(evidence: &Evidence, detail: Detail) -> Option<NoPreview> {
    let kind = kind_of(evidence);
    if evidence.size == 0 {
        return Some(NoPreview::Empty);
    }
    if let Err(exceeded) = PREVIEW_FILE.check(evidence.size) {
        return Some(NoPreview::Limit(exceeded));
    }
    match (kind, detail) {
        (FileKind::Picture | FileKind::Pdf, _) | (FileKind::Text | FileKind::Other, Detail::Medium | Detail::Large) => {
            None
        }
        // A text is unreadable at the size of a thumbnail.
        (FileKind::Text | FileKind::Other, Detail::Thumbnail)
        | (FileKind::Document | FileKind::Sheet | FileKind::Slides | FileKind::Archive | FileKind::Media, _) => {
            Some(NoPreview::Kind(kind))
        }
    }
}

/// The kind of a piece of evidence.
pub(super) fn kind_of(evidence: &Evidence) -> FileKind {
    FileKind::of(&evidence.name, &evidence.media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> PreviewKey {
        PreviewKey { hash: Sha256([n; 32]), page: 0, detail: Detail::Large }
    }

    /// A text of a third of the memory limit.
    fn large() -> Preview {
        Preview::Text(Text { words: " ".repeat(MOST_BYTES / 3), encoding: "UTF-8", is_cut: false })
    }

    #[test]
    fn what_was_seen_longest_ago_goes_first_and_what_is_seen_stays() {
        let context = Context::default();
        let mut previews = Previews::default();
        let frame = |previews: &mut Previews, drawn: u8, seen: &[u8]| {
            let output = context.run_ui(egui::RawInput::default(), |ui| {
                for n in seen {
                    previews.slots[&key(*n)].seen.set(ui.ctx().cumulative_frame_nr());
                }
                assert!(previews.begin(key(drawn)));
                previews.finish(ui.ctx(), key(drawn), Some(Ok(large())), 1);
            });
            // No renderer takes the textures in this test.
            let mut textures = output.textures_delta;
            textures.clear();
        };
        frame(&mut previews, 1, &[]);
        frame(&mut previews, 2, &[1]);
        frame(&mut previews, 3, &[1]);
        assert_eq!(previews.slots.len(), 3);
        frame(&mut previews, 4, &[1]);
        frame(&mut previews, 5, &[1]);
        assert!(previews.bytes() <= MOST_BYTES);
        let kept: Vec<u8> = previews.slots.keys().map(|key| key.hash.0[0]).collect();
        assert_eq!(kept, [1, 4, 5]);
    }
}
