//! `new`: makes a workbook from a file with a license.

use super::args::NewArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::calendar::schedules;
use crate::store;
use crate::workbook::{IdSource, NewLicense, SEED_LICENSE, seed_license};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(context: &Context, args: &NewArgs) -> Result<Answer, Failure> {
    let path = &args.output;
    files::not_stdout(path)?;
    let file = args.license.as_deref().map(files::read_license_file).transpose()?;
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let today = context.today(&args.common);
    let locale = context.locale(&args.common);
    let (license, understanding, notes) = match (&file, &args.license) {
        (Some(file), Some(from)) => {
            let understanding = file.understand(&context.catalog);
            if understanding.license.provisions.is_empty() {
                return Err(files::no_license(from, file, &understanding, context.language(&args.common)));
            }
            let license = file.new_license(&understanding, BTreeMap::new(), BTreeSet::new(), context.now);
            (license, Some(understanding), files::notes(file, locale))
        }
        _ => (NewLicense::of_text(SEED_LICENSE), None, Vec::new()),
    };
    let (workbook, _) = seed_license(license, &context.catalog, schedules::builtin(), today, &mut ids);
    files::write_workbook(context, &workbook, (path, args.force), &args.protect, locale)?;
    let licenses = workbook.licenses.values();
    let number = licenses.filter_map(|l| l.parsed.cover.number.as_ref()).map(|n| n.value.clone()).next();
    let mut text = locale.format(
        "cli-made",
        [
            ("path", path.display().to_string().into()),
            ("number", number.unwrap_or_default().into()),
            ("duties", workbook.duties.len().into()),
        ],
    );
    text.push('\n');
    for point in understanding.iter().flat_map(|understanding| &understanding.points) {
        let message = point.message.get(context.language(&args.common)).to_owned();
        text.push_str(&locale.format("cli-point", [("line", point.line.into()), ("message", message.into())]));
        text.push('\n');
    }
    Ok(Answer::fine(text).noted(notes))
}
