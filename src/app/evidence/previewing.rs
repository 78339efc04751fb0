//! Previews of evidence, drawn off the UI thread.

use crate::app::evidence::Evidence;
use crate::app::jobs::Concern;
use crate::app::shared::Shared;
use crate::app::{Job, WorkbookApp};
use crate::preview::{NoPreview, Picture, Preview, PreviewRequest, Previewer, preview};
use crate::progress::Progress;
use crate::store::evidence::read;
use crate::ui::kit::fonts;
use crate::ui::{Lightbox, PreviewIntent, PreviewKey};
use crate::workbook::{Sha256, Workbook};
use egui::{ColorImage, Context};
use std::path::Path;
use std::sync::Arc;

/// A preview; `None` if the bytes could not be read.
type Drawing = Option<Result<Preview, NoPreview>>;

/// The longer side of an image for the clipboard, in pixels.
const MAX_CLIPBOARD_SIDE: u32 = 4000;

impl Evidence {
    /// Carries out an intent.
    pub(crate) fn preview_intent(&mut self, shared: &mut Shared, context: &Context, intent: PreviewIntent) {
        match intent {
            PreviewIntent::Draw(key) => self.draw_preview(shared, context, key),
            PreviewIntent::Read(hash) => self.previews.ask(hash),
            PreviewIntent::Enlarge(items, at) => shared.views.lightbox = Some(Lightbox::new(items, at)),
            PreviewIntent::CopyPicture(hash, page) => {
                let (workbook, home, by) =
                    (Arc::clone(shared.workbook()), shared.home(), shared.environment.previewer.clone());
                let wish = PreviewRequest { page, longest_side: MAX_CLIPBOARD_SIDE, font: fonts::REGULAR };
                let job = Job::new(
                    Concern::Program,
                    move || drawing((&workbook, hash), home.as_deref(), wish, by.as_ref()),
                    |program: &mut WorkbookApp, context, drawing| {
                        copy_picture(&mut program.shared, context, drawing);
                    },
                );
                shared.jobs.start(context, job);
            }
        }
    }

    fn draw_preview(&mut self, shared: &mut Shared, context: &Context, key: PreviewKey) {
        if !self.previews.begin(key) {
            return;
        }
        let (workbook, home, by) = (Arc::clone(shared.workbook()), shared.home(), shared.environment.previewer.clone());
        let revision = workbook.revision();
        // A texture must not be larger than the graphics card allows.
        let most = context.input(|input| input.max_texture_side);
        let longest_side = key.detail.longest_side().min(u32::try_from(most).unwrap_or(u32::MAX));
        let wish = PreviewRequest { page: key.page, longest_side, font: fonts::REGULAR };
        let file = shared.review_bytes(key.hash);
        let job = Job::new(
            Concern::Program,
            move || match file {
                Some((name, bytes)) => Some(drawing_of(bytes, &name, wish, by.as_ref())),
                None => drawing((&workbook, key.hash), home.as_deref(), wish, by.as_ref()),
            },
            move |program: &mut WorkbookApp, context, drawing| {
                program.evidence.previews.finish(context, key, drawing, revision);
            },
        );
        shared.jobs.start(context, job);
    }
}

/// Copies an image to the clipboard.
fn copy_picture(shared: &mut Shared, context: &Context, drawing: Drawing) {
    match drawing {
        Some(Ok(Preview::Picture(Picture { size, rgba, .. }))) => {
            context.copy_image(ColorImage::from_rgba_unmultiplied(size, &rgba));
            shared.views.toasts.say(shared.locale.text("evidence-copied"));
        }
        Some(Ok(Preview::Text(_)) | Err(_)) | None => {
            shared.views.toasts.warn(shared.locale.text("evidence-not-copied"));
        }
    }
}

/// Draws a preview of evidence. Reading checks the hash, so that the preview shows what was attached.
fn drawing(
    (workbook, hash): (&Workbook, Sha256),
    home: Option<&Path>,
    wish: PreviewRequest,
    by: Option<&Previewer>,
) -> Drawing {
    let name = &workbook.evidence.get(&hash)?.name;
    let bytes = read(workbook, hash, home, &Progress::default()).ok()?;
    Some(drawing_of(Arc::new(bytes), name, wish, by))
}

/// Draws a preview of the file `name`.
fn drawing_of(
    bytes: Arc<Vec<u8>>,
    name: &str,
    wish: PreviewRequest,
    by: Option<&Previewer>,
) -> Result<Preview, NoPreview> {
    match by {
        Some(previewer) => previewer.preview(Arc::unwrap_or_clone(bytes), name, wish),
        None => preview(bytes, name, wish),
    }
}
