//! Files that are dropped on the window, and pictures that are pasted.

use super::copies::{may_be_a_copy, preview_merge};
use super::jobs::Concern;
use super::signatures::signed_document;
use super::snapshots::read_received;
use super::{Job, WorkbookApp};
use crate::ui::{AttachTo, EvidenceIntent, Place, china_time, drop_target};
use egui::{ColorImage, Context, Event};
use std::path::PathBuf;
use std::sync::Arc;

impl WorkbookApp {
    /// What dropped or pasted files are attached to, by what is seen.
    fn target(&mut self) -> Option<AttachTo> {
        let mut target = None;
        self.with_context(|context, views| target = drop_target(context, views));
        target
    }

    /// A workbook that is dropped on the window is opened; anything else is evidence for what is seen.
    pub(super) fn take_dropped(&mut self, context: &Context) {
        if self.shared.views.dialog.is_some() {
            return;
        }
        let dropped = context.input(|input| input.raw.dropped_files.clone());
        let paths: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
        match paths.as_slice() {
            [] => {}
            // Another copy of this workbook is merged, another workbook opened.
            [only] if may_be_a_copy(only) => preview_merge(&mut self.shared, context, only.clone(), true),
            [received] if self.shared.views.place == Place::Snapshots => {
                read_received(&mut self.shared, context, received.clone());
            }
            // A signature is evidence of nothing: it is about the document beside it.
            [..] if let Some(document) = signed_document(&paths) => read_received(&mut self.shared, context, document),
            _ => match self.target() {
                Some(to) => {
                    self.evidence.evidence_intent(&mut self.shared, context, EvidenceIntent::Attach(to, paths, false));
                }
                // Where there is nothing to be proved, data can only be a snapshot that was received.
                None if is_data(&paths) => {
                    for path in paths {
                        read_received(&mut self.shared, context, path);
                    }
                }
                None => self.shared.views.toasts.say(self.shared.locale.text("toast-drop-where")),
            },
        }
    }

    /// A picture that is pasted becomes a file that is named by the moment.
    pub(super) fn take_pasted(&mut self, context: &Context) {
        let is_picture = |event: &Event| matches!(event, Event::PasteImage(_));
        if self.shared.views.dialog.is_some() || !context.input(|input| input.events.iter().any(is_picture)) {
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
        let now = china_time(self.shared.surroundings.clock.now()).format("%Y-%m-%d %H-%M-%S").to_string();
        let name = self.shared.locale.format("evidence-pasted-name", [("at", now.into())]);
        for image in pasted {
            let name = name.clone();
            let encode = move || png(&image).map(Arc::from);
            let reply = move |program: &mut WorkbookApp, context: &Context, bytes| {
                program.attach_pasted(context, to, name, bytes);
            };
            self.shared.jobs.start(context, Job::new(Concern::Program, encode, reply));
        }
    }

    /// Attaches a pasted picture that was made into a file.
    fn attach_pasted(&mut self, context: &Context, to: AttachTo, name: String, bytes: Option<Arc<[u8]>>) {
        match bytes {
            Some(bytes) => {
                self.evidence.evidence_intent(&mut self.shared, context, EvidenceIntent::Paste(to, name, bytes));
            }
            None => self.shared.views.toasts.warn(self.shared.locale.text("evidence-not-pasted")),
        }
    }
}

/// Whether it is one file of data.
fn is_data(paths: &[PathBuf]) -> bool {
    matches!(paths, [one] if one.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")))
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
