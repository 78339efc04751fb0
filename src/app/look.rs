//! Looking at evidence: pictures that are drawn off the drawing thread, and files that are dropped or pasted.

use super::WorkbookApp;
use super::answers::Done;
use super::signatures::signed_document;
use crate::preview::{NoPreview, Picture, Preview, Previewer, Wish, preview};
use crate::progress::Progress;
use crate::store::evidence::read;
use crate::ui::kit::fonts;
use crate::ui::{AttachTo, EvidenceIntent, Lightbox, LookIntent, Place, PreviewKey, china_time, drop_target};
use crate::workbook::{Sha256, Workbook};
use egui::{ColorImage, Context, Event};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was drawn: `None` where its bytes were not to be had.
pub(super) type Drawing = Option<Result<Preview, NoPreview>>;

/// The longer side of a picture for the clipboard, in pixels.
const COPIED: u32 = 4000;

impl WorkbookApp {
    /// Does what is asked for.
    pub(super) fn look_intent(&mut self, context: &Context, intent: LookIntent) {
        match intent {
            LookIntent::Draw(key) => self.draw_preview(context, key),
            LookIntent::Read(hash) => self.previews.ask(hash),
            LookIntent::Enlarge(items, at) => self.views.lightbox = Some(Lightbox::new(items, at)),
            LookIntent::CopyPicture(hash, page) => {
                let (workbook, home, by) =
                    (Arc::clone(self.workbook()), self.folder(), self.surroundings.previewer.clone());
                let wish = Wish { page, longest_side: COPIED, font: fonts::REGULAR };
                self.jobs.start(context, move || {
                    Done::Copied(drawing((&workbook, hash), home.as_deref(), wish, by.as_ref()))
                });
            }
        }
    }

    /// The folder of the workbook's file.
    fn folder(&self) -> Option<PathBuf> {
        self.file.path.as_ref().and_then(|path| path.parent()).map(Path::to_owned)
    }

    fn draw_preview(&mut self, context: &Context, key: PreviewKey) {
        if !self.previews.begin(key) {
            return;
        }
        let (workbook, home, by) = (Arc::clone(self.workbook()), self.folder(), self.surroundings.previewer.clone());
        let revision = workbook.revision();
        // No texture may be larger than the graphics card takes.
        let most = context.input(|input| input.max_texture_side);
        let longest_side = key.detail.longest_side().min(u32::try_from(most).unwrap_or(u32::MAX));
        let wish = Wish { page: key.page, longest_side, font: fonts::REGULAR };
        self.jobs.start(context, move || {
            Done::Drawn(key, revision, drawing((&workbook, key.hash), home.as_deref(), wish, by.as_ref()))
        });
    }

    /// Takes in what was drawn.
    pub(super) fn drawn(&mut self, context: &Context, key: PreviewKey, revision: u64, drawing: Drawing) {
        self.previews.finish(context, key, drawing, revision);
    }

    /// Puts a picture into the clipboard.
    pub(super) fn copied(&mut self, context: &Context, drawing: Drawing) {
        match drawing {
            Some(Ok(Preview::Picture(Picture { size, rgba, .. }))) => {
                context.copy_image(ColorImage::from_rgba_unmultiplied(size, &rgba));
                self.views.toasts.say(self.locale.text("evidence-copied"));
            }
            Some(Ok(Preview::Text(_)) | Err(_)) | None => {
                self.views.toasts.warn(self.locale.text("evidence-not-copied"));
            }
        }
    }

    /// What dropped or pasted files are attached to, by what is seen.
    fn target(&mut self) -> Option<AttachTo> {
        let mut target = None;
        self.with_context(|context, views| target = drop_target(context, views));
        target
    }

    /// A workbook that is dropped on the window is opened; anything else is evidence for what is seen.
    pub(super) fn take_dropped(&mut self, context: &Context) {
        if self.views.dialog.is_some() {
            return;
        }
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        match paths.as_slice() {
            [] => {}
            // Another copy of this workbook is merged, another workbook opened.
            [only] if super::merge::may_be_a_copy(only) => self.preview_merge(context, only.clone(), true),
            [received] if self.views.place == Place::Snapshots => self.read_received(context, received.clone()),
            // A signature is evidence of nothing: it is about the document beside it.
            [..] if let Some(document) = signed_document(&paths) => self.read_received(context, document),
            _ => match self.target() {
                Some(to) => self.evidence_intent(context, EvidenceIntent::Attach(to, paths, false)),
                // Where there is nothing to be proved, data can only be a snapshot that was received.
                None if is_data(&paths) => paths.into_iter().for_each(|path| self.read_received(context, path)),
                None => self.views.toasts.say(self.locale.text("toast-drop-where")),
            },
        }
    }

    /// A picture that is pasted becomes a file that is named by the moment.
    pub(super) fn take_pasted(&mut self, context: &Context) {
        let is_picture = |event: &Event| matches!(event, Event::PasteImage(_));
        if self.views.dialog.is_some() || !context.input(|input| input.events.iter().any(is_picture)) {
            return;
        }
        let mut pasted: Vec<Arc<ColorImage>> = Vec::new();
        context.input_mut(|input| {
            input.events.retain(|event| {
                let Event::PasteImage(image) = event else { return true };
                pasted.push(Arc::clone(image));
                false
            });
        });
        let Some(to) = self.target() else {
            self.views.toasts.say(self.locale.text("toast-drop-where"));
            return;
        };
        let now = china_time(self.surroundings.clock.now()).format("%Y-%m-%d %H-%M-%S").to_string();
        let name = self.locale.format("evidence-pasted-name", [("at", now.into())]);
        for image in pasted {
            let name = name.clone();
            self.jobs.start(context, move || Done::Pasted(to, name, png(&image).map(Arc::from)));
        }
    }

    /// Attaches a pasted picture that was made into a file.
    pub(super) fn pasted(&mut self, context: &Context, to: AttachTo, name: String, bytes: Option<Arc<[u8]>>) {
        match bytes {
            Some(bytes) => self.evidence_intent(context, EvidenceIntent::Paste(to, name, bytes)),
            None => self.views.toasts.warn(self.locale.text("evidence-not-pasted")),
        }
    }
}

/// Whether it is one file of data.
fn is_data(paths: &[PathBuf]) -> bool {
    matches!(paths, [one] if one.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")))
}

/// Draws evidence. Its bytes are checked on the way: what is shown is what was attached.
fn drawing((workbook, hash): (&Workbook, Sha256), home: Option<&Path>, wish: Wish, by: Option<&Previewer>) -> Drawing {
    let name = &workbook.evidence.get(&hash)?.name;
    let bytes = read(workbook, hash, home, &Progress::default()).ok()?;
    Some(match by {
        Some(previewer) => previewer.preview(bytes, name, wish),
        None => preview(Arc::new(bytes), name, wish),
    })
}

/// The picture as a PNG file.
fn png(image: &ColorImage) -> Option<Vec<u8>> {
    let [width, height] = image.size.map(|side| u32::try_from(side).ok());
    let bytes = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
    let image = image::RgbaImage::from_raw(width?, height?, bytes)?;
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, image::ImageFormat::Png).ok()?;
    Some(file.into_inner())
}
