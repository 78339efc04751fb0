//! Tests of the report documents: they show the frozen state, and the pack matches its index.

use crate::support::catalog;
use crate::support::desk::Desk;
use license_workbook::export::docx;
use license_workbook::export::report::{minutes, pack, report};
use license_workbook::language::Language;
use license_workbook::progress::Progress;
use license_workbook::snapshot::Selection;
use license_workbook::snapshot::report::{ReportDocuments, freeze_report};
use license_workbook::workbook::{Field, ReportPart, SessionId, Sha256, Value};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

fn prepared() -> (Desk, SessionId) {
    let mut desk = Desk::new("2025-06-01");
    desk.attach("六-1", "定级备案.pdf", Some("2025-03-01"), None);
    desk.attach("一-2", "资费公示.pdf", None, None);
    let secret = desk.attach("六-1", "保密方案.pdf", None, None);
    let mut evidence = desk.workbook.evidence[&secret].clone();
    evidence.confidential = true;
    desk.apply(desk.workbook.change([(Field::Evidence(secret), Some(Value::Evidence(Box::new(evidence))))]));
    desk.at("2026-01-12");
    let session = desk.start(2025);
    desk.except(2025, session);
    desk.decide(session, "更新用户信息制度");
    let text = Some(Value::Text("网络安全总体平稳 <b>&".to_owned()));
    desk.apply(desk.workbook.set_report(2025, [(ReportPart::Head("security".to_owned()), text)], desk.today));
    (desk, session)
}

fn documents(desk: &Desk, selection: &Selection) -> ReportDocuments {
    ReportDocuments::of(&desk.workbook, desk.license, (desk.today, 2025), catalog(), selection).unwrap().unwrap()
}

/// The document XML of a DOCX file.
fn words(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_report_says_its_heads_its_exceptions_and_its_material() {
    let (desk, _) = prepared();
    let documents = documents(&desk, &Selection::default());
    for language in Language::ALL {
        let document = report(&documents.snapshot, language).unwrap();
        let text = words(&docx::render(&document).unwrap());
        for wanted in ["网络安全总体平稳 &lt;b&gt;&amp;", "制度未更新", "二月补齐", "2026-02-28", "苏B2-20140200"]
        {
            assert!(text.contains(wanted), "{wanted} is not in the report in {language:?}");
        }
        for (i, head) in catalog().report.heads.iter().enumerate() {
            assert!(text.contains(&format!("{}. ", i + 1)));
            let title = head.title.get(language);
            assert!(text.contains(&title.replace('&', "&amp;")), "{title}");
        }
    }
}

#[test]
fn the_minutes_say_who_decided_what_until_when_and_what_is_left() {
    let (desk, session) = prepared();
    let with_notes = Selection { notes: true, ..Selection::default() };
    for language in Language::ALL {
        let document = minutes(&documents(&desk, &with_notes).snapshot, session, language).unwrap();
        let text = words(&docx::render(&document).unwrap());
        for wanted in ["李雷", "更新用户信息制度", "2026-02-20", "制度未更新", "2026-01-12", "十三-1"]
        {
            assert!(text.contains(wanted), "{wanted} is not in the minutes in {language:?}");
        }
    }
    // Minutes are internal: without notes there are none.
    assert_eq!(minutes(&documents(&desk, &Selection::default()).snapshot, session, Language::ZhCn), None);
}

#[test]
fn what_was_frozen_stays_what_the_papers_say() {
    let (mut desk, _) = prepared();
    let frozen =
        freeze_report(&desk.workbook, desk.license, (desk.today, 2025), catalog(), (desk.me, "年报")).unwrap().unwrap();
    assert_eq!(Sha256::of(frozen.document.as_bytes()), frozen.digest);
    let id = desk.ids.next_id();
    let digest = frozen.digest;
    desk.apply(desk.workbook.freeze_report(2025, id, frozen));
    desk.at("2026-03-01");
    desk.attach("一-2", "后来的证据.pdf", None, None);
    let receipt = desk.attach("十四-1", "回执.pdf", None, None);
    desk.apply(desk.workbook.file_report(2025, desk.today, "R-9", BTreeSet::from([receipt])));

    let documents = documents(&desk, &Selection::default());
    let view = documents.snapshot.report.as_deref().unwrap();
    assert_eq!(documents.snapshot.on.to_string(), "2026-01-12");
    assert!(!view.attestations.iter().any(|a| a.evidence.contains(&Sha256::of("后来的证据.pdf".as_bytes()))));
    // The receipt that was added later is shown with the frozen state.
    assert_eq!((view.receipt.as_str(), view.evidence.as_slice()), ("R-9", [receipt].as_slice()));
    // The copy omits confidential evidence and contains the digest of the whole snapshot.
    let copy = documents.frozen.unwrap();
    assert_eq!(copy.frozen.as_ref().unwrap().whole, Some(digest));
    assert!(!serde_json::to_string(&copy).unwrap().contains("保密方案"));
}

#[test]
fn the_pack_has_all_of_it_and_an_index_that_is_right() {
    let (desk, _) = prepared();
    let documents = documents(&desk, &Selection::default());
    let mut read = |hash: Sha256| {
        if hash == Sha256::of("资费公示.pdf".as_bytes()) {
            Err("文件不在".to_owned())
        } else {
            Ok(b"%PDF-x".to_vec())
        }
    };
    let bytes = pack(&documents.snapshot, Language::ZhCn, None, &mut read, &Progress::default()).unwrap();
    let again = pack(&documents.snapshot, Language::ZhCn, None, &mut read, &Progress::default()).unwrap();
    assert!(bytes == again, "the same report gives the same bytes");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut names = Vec::new();
    let mut index = String::new();
    let mut hashes = std::collections::BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        match name.as_str() {
            "索引.txt" => index = String::from_utf8(bytes.clone()).unwrap(),
            name if name.ends_with("年报.pdf") => assert!(bytes.starts_with(b"%PDF-")),
            name if name.rsplit_once('.').is_some_and(|(_, ending)| ending == "docx") => {
                assert!(words(&bytes).contains("制度未更新"));
            }
            _ => {}
        }
        hashes.insert(name.clone(), Sha256::of(&bytes).to_string());
        names.push(name);
    }
    let title = "2025 年度电信业务经营许可证年报";
    for wanted in [format!("{title}.docx"), format!("{title}.pdf"), "检查表.xlsx".to_owned(), "索引.txt".to_owned()]
    {
        assert!(names.contains(&wanted), "{wanted} is not in {names:?}");
    }
    let proof = names.iter().find(|name| name.ends_with("/定级备案.pdf")).unwrap();
    assert!(proof.starts_with("证据/4 "), "{proof}");
    assert!(!names.iter().any(|name| name.contains("保密方案")));
    let listed: Vec<(&str, &str)> =
        index.lines().filter(|line| !line.starts_with('#')).map(|l| l.split_once("  ").unwrap()).collect();
    assert_eq!(listed.len(), names.len() - 1, "every file except the index");
    for (hash, name) in listed {
        assert_eq!(hashes[name], hash, "{name}");
    }
    assert!(
        index.lines().any(|line| line.starts_with("# ") && line.contains("资费公示.pdf") && line.contains("文件不在"))
    );
}
