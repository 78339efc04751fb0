//! Pictures of evidence that were drawn, kept while they fit: asked for where they are seen, drawn elsewhere.
//!
//! A view asks in every frame for what it shows. What is not here is wished for in the outbox, and the program draws two
//! at a time, so that nothing waits in line behind what has been scrolled past.

use super::PreviewIntent;
use crate::file_type::Kind;
use crate::limits::PREVIEW_FILE;
use crate::preview::{NoPreview, Preview, Text};
use crate::ui::{Intent, Outbox, ViewContext};
use crate::workbook::{Evidence, Sha256};
use egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What all pictures together may take, in bytes; what was seen longest ago goes first.
const MOST_BYTES: usize = 96 << 20;
/// So many are drawn at the same time.
const MAX_RUNNING: usize = 2;
/// A file that keeps a decoder busy for longer holds up no other.
const SLOW_AFTER: Duration = Duration::from_secs(20);

/// How large a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Beside a name.
    Thumbnail,
    /// In a pane beside what is known of it.
    Medium,
    /// To be read.
    Large,
}

impl Detail {
    /// The longer side in pixels, at most.
    #[must_use]
    pub fn longest_side(self) -> u32 {
        match self {
            Self::Thumbnail => 144,
            Self::Medium => 640,
            Self::Large => 2000,
        }
    }
}

/// Names a picture: of which bytes, which page, how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PreviewKey {
    /// The hash of the bytes.
    pub hash: Sha256,
    /// The page, from 0.
    pub page: usize,
    /// How large.
    pub detail: Detail,
}

/// A picture on the graphics card.
pub(in crate::ui) struct Drawn {
    /// Its pixels; they leave the card when it is dropped.
    pub texture: TextureHandle,
    /// Width and height of the original.
    pub original: [u32; 2],
    /// Which page this is, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Nothing {
    /// There is nothing to draw in the bytes.
    In(NoPreview),
    /// The bytes are not there, or are others.
    NoBytes,
    /// They are linked from outside the folder of the workbook, perhaps on a share: nobody has asked to read them.
    Elsewhere,
}

/// What is known of a picture.
pub(in crate::ui) enum Look<'a> {
    /// Here it is.
    Picture(&'a Drawn),
    /// It is words.
    Text(&'a Arc<Text>),
    /// It comes.
    Waiting,
    /// There is none.
    Nothing(Nothing),
}

enum Content {
    Picture(Drawn),
    Text(Arc<Text>),
    Nothing(NoPreview),
    /// At this revision of the document; where the bytes are may be said later.
    NoBytes(u64),
}

struct Slot {
    content: Content,
    bytes: usize,
    /// The frame that it was last seen in.
    seen: Cell<u64>,
}

/// The pictures that are here, and those that are being drawn.
#[derive(Default)]
pub struct Previews {
    slots: BTreeMap<PreviewKey, Slot>,
    running: BTreeMap<PreviewKey, Instant>,
    drawn: usize,
    /// What is linked from outside the folder of the workbook, and somebody wants to see.
    asked: BTreeSet<Sha256>,
}

impl Previews {
    /// What is known of a picture in this frame; what is not here is wished for.
    pub(in crate::ui) fn look(
        &self,
        context: &ViewContext<'_>,
        frame: &Context,
        (hash, page, detail): (Sha256, usize, Detail),
        out: &mut Outbox,
    ) -> Look<'_> {
        let Some(evidence) = context.workbook.evidence.get(&hash) else { return Look::Nothing(Nothing::NoBytes) };
        if let Some(reason) = without_reading(evidence, detail) {
            return Look::Nothing(Nothing::In(reason));
        }
        if !evidence.is_embedded() && evidence.storage.within().is_none() && !self.asked.contains(&hash) {
            return Look::Nothing(Nothing::Elsewhere);
        }
        let key = PreviewKey { hash, page, detail };
        if let Some(slot) = self.slots.get(&key) {
            slot.seen.set(frame.cumulative_frame_nr());
            match &slot.content {
                Content::Picture(drawn) => return Look::Picture(drawn),
                Content::Text(text) => return Look::Text(text),
                Content::Nothing(reason) => return Look::Nothing(Nothing::In(*reason)),
                Content::NoBytes(at) if *at == context.workbook.revision() => return Look::Nothing(Nothing::NoBytes),
                Content::NoBytes(_) => {}
            }
        }
        if !self.running.contains_key(&key) && self.has_room() {
            out.push(Intent::Preview(PreviewIntent::Draw(key)));
        }
        Look::Waiting
    }

    /// Somebody wants to see this piece, wherever it is linked from.
    pub fn ask(&mut self, hash: Sha256) {
        self.asked.insert(hash);
    }

    fn has_room(&self) -> bool {
        self.running.values().filter(|since| since.elapsed() < SLOW_AFTER).count() < MAX_RUNNING
    }

    /// Whether `key` is to be drawn now. The answer goes to [`Self::finish`].
    pub fn begin(&mut self, key: PreviewKey) -> bool {
        let begins = !self.running.contains_key(&key) && self.has_room();
        if begins {
            self.running.insert(key, Instant::now());
        }
        begins
    }

    /// Takes in what was drawn: `None` where the bytes were not there, at this `revision` of the document.
    pub fn finish(
        &mut self,
        context: &Context,
        key: PreviewKey,
        outcome: Option<Result<Preview, NoPreview>>,
        revision: u64,
    ) {
        // What is no longer waited for belongs to a document that was left.
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

    /// Lets go of what was seen longest ago until the rest fits; what is on the screen stays.
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

    /// What the pictures take together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slots.values().map(|slot| slot.bytes).sum()
    }

    /// How many pictures were drawn since the program began, or could not be.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.drawn
    }

    /// Forgets all pictures: the document is another one.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.running.clear();
        self.asked.clear();
    }
}

/// Why there is no picture, where that is known before anything is read.
fn without_reading(evidence: &Evidence, detail: Detail) -> Option<NoPreview> {
    let kind = kind_of(evidence);
    if evidence.size == 0 {
        return Some(NoPreview::Empty);
    }
    if let Err(exceeded) = PREVIEW_FILE.check(evidence.size) {
        return Some(NoPreview::Limit(exceeded));
    }
    match (kind, detail) {
        (Kind::Picture | Kind::Pdf, _) | (Kind::Text | Kind::Other, Detail::Medium | Detail::Large) => None,
        // Beside a name, words are too small to be read.
        (Kind::Text | Kind::Other, Detail::Thumbnail)
        | (Kind::Document | Kind::Sheet | Kind::Slides | Kind::Archive | Kind::Media, _) => Some(NoPreview::Kind(kind)),
    }
}

/// The kind of a piece of evidence, as far as its name and media type tell.
pub(super) fn kind_of(evidence: &Evidence) -> Kind {
    match (Kind::of_name(&evidence.name), evidence.media_type.as_str()) {
        (_, "application/pdf") => Kind::Pdf,
        (_, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/tiff") => Kind::Picture,
        (Kind::Other, media_type) if media_type.starts_with("text/") => Kind::Text,
        (Kind::Other, media_type) if ["audio/", "video/"].iter().any(|m| media_type.starts_with(m)) => Kind::Media,
        (kind, _) => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> PreviewKey {
        PreviewKey { hash: Sha256([n; 32]), page: 0, detail: Detail::Large }
    }

    /// A text that takes a third of what all may take.
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
            // Nothing draws them.
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
