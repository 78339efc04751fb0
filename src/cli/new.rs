//! `new`: makes a workbook from the text of a license.

use super::args::NewArgs;
use super::failure::Failure;
use super::{Answer, Context, files};
use crate::calendar::schedules;
use crate::store;
use crate::workbook::{IdSource, SEED_LICENSE, seed};

pub(super) fn run(context: &Context, args: &NewArgs) -> Result<Answer, Failure> {
    let path = &args.output;
    files::not_stdout(path)?;
    let text = match &args.license {
        Some(license) => files::read_license(license)?,
        None => SEED_LICENSE.to_owned(),
    };
    let number =
        store::random_number().map_err(|e| Failure::of("start-no-randomness").with("message", e.to_string()))?;
    let mut ids = IdSource::new(number);
    let today = context.today(&args.common);
    let (workbook, report) = seed(&text, &context.catalog, schedules::builtin(), today, &mut ids);
    let locale = context.locale(&args.common);
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
    for clause in &report.uncatalogued {
        text.push_str(&locale.format("cli-uncatalogued", [("clause", clause.to_string().into())]));
        text.push('\n');
    }
    Ok(Answer::fine(text))
}
