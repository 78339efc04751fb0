//! Files that are dropped on the window, and images that are pasted.

use super::copies::{may_be_a_copy, preview_merge};
use super::jobs::Concern;
use super::review::{offer_review, read_license};
use super::signatures::signed_document;
use super::snapshots::read_received;
use super::{Job, WorkbookApp};
use crate::ui::{AttachTo, EvidenceIntent, Place, china_time, drop_target};
use egui::{ColorImage, Context, Event};
use std::path::PathBuf;
use std::sync::Arc;

impl WorkbookApp {
    /// What dropped or pasted files are attached to in the current view.
    fn target(&mut self) -> Option<AttachTo> {
        let mut target = None;
        self.with_context(|context, views| target = drop_target(context, views));
        target
    }

    /// Handles files that are dropped on the window: a workbook is opened or merged, a snapshot is read, and other
    /// files become evidence in the current view. A single file that reads as another license can be reviewed instead.
    pub(super) fn take_dropped(&mut self, context: &Context) {
        if self.shared.views.dialog.is_some() {
            return;
        }
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        match paths.as_slice() {
            [] => {}
            // A copy of this workbook is merged; another workbook is opened.
            [only] if may_be_a_copy(only) => preview_merge(&mut self.shared, context, only.clone(), true),
            [received] if self.shared.views.place == Place::Snapshots => {
                read_received(&mut self.shared, context, received.clone());
            }
            // A signature is not evidence; it belongs to the document next to it.
            [..] if let Some(document) = signed_document(&paths) => read_received(&mut self.shared, context, document),
            _ => match self.target() {
                Some(to) => {
                    let only = <[PathBuf; 1]>::try_from(paths.clone()).ok();
                    self.evidence.evidence_intent(&mut self.shared, context, EvidenceIntent::Attach(to, paths, false));
                    if let Some([path]) = only {
                        offer_review(&mut self.shared, context, path);
                    }
                }
                // Where nothing takes evidence, a data file can only be a received snapshot.
                None if is_data(&paths) => {
                    for path in paths {
                        read_received(&mut self.shared, context, path);
                    }
                }
                // A single file may be a license.
                None => match <[PathBuf; 1]>::try_from(paths) {
                    Ok([path]) => read_license(&mut self.shared, context, path, true),
                    Err(_) => self.shared.views.toasts.say(self.shared.locale.text("toast-drop-where")),
                },
            },
        }
    }

    /// Attaches a pasted image as a file whose name is the current time.
    pub(super) fn take_pasted(&mut self, context: &Context) {
        let is_pasted = context.input(|input| input.events.iter().any(|event| matches!(event, Event::PasteImage(_))));
        if self.shared.views.dialog.is_some() || !is_pasted {
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
            self.shared.views.toasts.say(self.shared.locale.text("toast-drop-where"));
            return;
        };
        let now = china_time(self.shared.environment.clock.now()).format("%Y-%m-%d %H-%M-%S").to_string();
        let name = self.shared.locale.format("evidence-pasted-name", [("at", now.into())]);
        for image in pasted {
            let name = name.clone();
            let job = Job::new(
                Concern::Program,
                move || png(&image).map(Arc::from),
                move |program: &mut WorkbookApp, context, bytes| {
                    program.attach_pasted(context, to, name, bytes);
                },
            );
            self.shared.jobs.start(context, job);
        }
    }

    /// Attaches a pasted image that was encoded as a file.
    fn attach_pasted(&mut self, context: &Context, to: AttachTo, name: String, bytes: Option<Arc<[u8]>>) {
        match bytes {
            Some(bytes) => {
                self.evidence.evidence_intent(&mut self.shared, context, EvidenceIntent::Paste(to, name, bytes));
            }
            None => self.shared.views.toasts.warn(self.shared.locale.text("evidence-not-pasted")),
        }
    }
}

/// Whether `paths` is one JSON file.
fn is_data(paths: &[PathBuf]) -> bool {
    matches!(paths, [one] if one.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")))
}

/// Encodes an image as PNG.
fn png(image: &ColorImage) -> Option<Vec<u8>> {
    let [width, height] = image.size.map(|side| u32::try_from(side).ok());
    let bytes = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
    let image = image::RgbaImage::from_raw(width?, height?, bytes)?;
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, image::ImageFormat::Png).ok()?;
    Some(file.into_inner())
}
