//! What a file is called by whoever sends it decides nothing: not where it lies, not under what it is handed out, not what a page
//! does (V5.3.2, V5.3.3, V5.4.1, V5.4.2).

use std::path::{Path, PathBuf};

use crate::documents::papers::agreement;
use crate::pictures::makers::{jpeg, scene};
use crate::portal::browser::{Answer, attributes};
use crate::support::house::{House, Visitor};
use crate::support::postgres::say;
use crate::visits::{TAPS, begun, sent};

/// Names that some system takes for more than a name.
fn names(outside: &Path) -> Vec<String> {
    let mut names: Vec<String> = [
        "../canary-escaped",
        "../../canary-escaped",
        "../../../../../../canary-escaped",
        "..\\..\\canary-escaped",
        "/etc/canary-escaped",
        "C:\\canary-escaped",
        "file:///etc/passwd",
        "a\0canary.pdf",
        "CON",
        "nul.pdf",
        "LPT1",
        ".htaccess",
        "canary\u{202e}fdp.exe",
        "canary\u{200b}.pdf",
        "canary'; rm -rf ~; '.pdf",
        "canary$(id).pdf",
        "canary`id`.pdf",
        "canary\\\"; filename=\\\"evil.exe",
        "canary\u{1f6bd}\u{1f4a7}.pdf",
        "canary<img src=x onerror=alert(1)>.pdf",
        "canary%2e%2e%2f.pdf",
        "canary\u{301}.pdf",
        "-rf",
        " ",
        ".",
        "..",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push(outside.join("canary-escaped").display().to_string());
    names.push("a".repeat(4_096));
    names
}

/// A form whose file has this name, as it stands.
fn form(field: &str, name: &[u8], file: &[u8]) -> (String, Vec<u8>) {
    let head = format!("--sep\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"");
    let mut body = head.into_bytes();
    body.extend_from_slice(name);
    body.extend_from_slice(b"\"\r\nContent-Type: application/x-canary\r\n\r\n");
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--sep--\r\n");
    ("multipart/form-data; boundary=sep".to_owned(), body)
}

fn brings(visitor: &Visitor, path: &str, field: &str, (name, file): (&[u8], &[u8])) -> Answer {
    let (kind, mut body) = form(field, name, file);
    if path == "/documents" {
        let title = b"--sep\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nContract\r\n";
        body = [&title[..], &body].concat();
    }
    sent(visitor, "POST", path, (&kind, &body))
}

/// Every file below a folder, as it is called from there.
fn files(folder: &Path, under: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, under, found),
            false => found.push(path.strip_prefix(under).unwrap().to_owned()),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_is_called_decides_nothing() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let photograph = jpeg(&scene(64, 48, 5), 85);
    let (mut kept, mut refused) = (0, 0);
    let outside = tempfile::tempdir().unwrap();
    let names = names(outside.path());
    for (at, name) in names.iter().enumerate() {
        let table = format!("title,value\nTaps {at},100\n");
        for (path, field, file) in [
            ("/documents", "file", agreement()),
            ("/imports", "file", table.into_bytes()),
            ("/checks/a-0001/folder", "photograph", photograph.clone()),
        ] {
            let answer = brings(&lead, path, field, (name.as_bytes(), &file));
            assert!(answer.status < 500, "{path} {name:?}: {}", answer.status);
            assert!(answer.header("set-cookie").is_empty(), "{path} {name:?}");
            match answer.status {
                200..400 => kept += 1,
                _ => refused += 1,
            }
            let page = answer.text();
            assert!(!page.contains("<img src=x"), "{path} {name:?}");
            if answer.status == 303 {
                let one = answer.header("location").to_owned();
                let page = lead.get(&one);
                assert_eq!(page.status, 200, "{one} {name:?}");
                assert!(!page.text().contains("<img src=x"), "{one} {name:?}");
                for link in attributes(&page.text(), "href") {
                    assert!(!link.contains("canary"), "{one}: {link}");
                }
                let taken = lead.get(&format!("{one}/file"));
                if taken.status == 200 {
                    let said = taken.header("content-disposition").to_owned();
                    let saved = said.strip_prefix("attachment; filename=\"").unwrap();
                    let saved = saved.strip_suffix('"').unwrap();
                    let plain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
                    assert!(saved.chars().all(plain) && !saved.contains(".."), "{said}");
                    assert!(saved.starts_with(['D', 'I']), "{said}");
                }
            }
        }
    }
    // A name that ends a line of the head of its part is a broken form, and no head of ours.
    for broken in [
        &b"a\r\nSet-Cookie: canary=1"[..],
        b"a\nX: y",
        b"a\"\r\n\r\n<script>",
        b"\xff\xfe\x00",
    ] {
        let answer = brings(&lead, "/documents", "file", (broken, &agreement()));
        assert!(answer.status < 500, "{broken:?}");
        assert!(answer.header("set-cookie").is_empty() && answer.header("x").is_empty());
    }
    assert!(
        kept > 20 && kept + refused == names.len() * 3,
        "{kept} {refused}"
    );

    // Nothing lies anywhere but under names of chance, and none of what it was called.
    let mut found = Vec::new();
    files(house.station.folder(), house.station.folder(), &mut found);
    let blobs: Vec<_> = found
        .iter()
        .filter(|path| path.starts_with("blobs"))
        .collect();
    assert!(blobs.len() > 20, "{found:?}");
    for path in &blobs {
        let last = path.file_name().unwrap().to_str().unwrap();
        let by_chance = last.len() >= 30 && last.bytes().all(|b| b.is_ascii_hexdigit());
        assert!(by_chance, "{path:?}");
    }
    for path in &found {
        assert!(!path.to_string_lossy().contains("canary"), "{path:?}");
    }
    let data = house.station.folder();
    for place in data.ancestors().chain([outside.path(), Path::new("/etc")]) {
        assert!(
            !place.join("canary-escaped").exists(),
            "{}",
            place.display()
        );
    }
    say(&format!(
        "{kept} files kept under odd names, {refused} refused"
    ));
}
