//! What tus 1.0.0 says a server MUST do, one after the other; and what is promised beyond it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use groundtruth::features::visits::uploads::lapsed;
use sha2::{Digest as _, Sha256};

use super::{House, Phone, hash, houses, id, json, metadata, originals, with_a_phone};
use crate::pictures::makers::{jpeg, scene};

const PART: (&str, &str) = ("Content-Type", "application/offset+octet-stream");

fn picture(seed: u32) -> Vec<u8> {
    jpeg(&scene(320, 240, seed), 85)
}

/// A file that has begun; its address.
fn begun(phone: &Phone, visit: &str, file: &[u8]) -> String {
    let answer = phone.creates(visit, file);
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("tus-resumable"), "1.0.0");
    assert!(answer.header("upload-expires").ends_with(" GMT"));
    let address = answer.header("location").to_owned();
    assert_eq!(address.len(), "/uploads/".len() + 32);
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_part_by_part_and_lies_sealed_until_it_is_whole() {
    for house in houses().await {
        let (_, phone) = with_a_phone(&house).await;
        let file = picture(1);
        phone.sends(&id(1), &[&file]);
        let at = begun(&phone, &id(1), &file);
        assert_eq!(phone.offset(&at), 0);
        // The Server MUST acknowledge successful PATCH requests with the 204 No Content status and Upload-Offset.
        let half = file.len() / 2;
        let first = phone.patches(&at, 0, &file[..half]);
        assert_eq!(first.status, 204, "{}", first.text());
        assert_eq!(first.header("upload-offset"), half.to_string());
        assert_eq!(phone.offset(&at), half);
        // What has come is not readable on the disk, whole or in part.
        let folder = house.station.app.config.blob_folder().join("coming");
        let lying: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(lying.len(), 1);
        let bytes = std::fs::read(lying[0].path()).unwrap();
        assert!(bytes.len() > half);
        for at in (0..half - 32).step_by(97) {
            let piece = &file[at..at + 32];
            assert!(!bytes.windows(32).any(|window| window == piece), "{at}");
        }
        // The response MUST include Upload-Offset, and Upload-Length if it is known, and MUST prevent caching.
        let head = phone.tus("HEAD", &at, &[], b"");
        assert_eq!(head.status, 200);
        assert_eq!(head.header("upload-length"), file.len().to_string());
        assert_eq!(head.header("cache-control"), "no-store");
        // HEAD MUST give the Upload-Metadata of the creation back.
        assert_eq!(
            head.header("upload-metadata"),
            metadata(&id(1), &hash(&file))
        );
        let last = phone.patches(&at, half, &file[half..]);
        assert_eq!(
            (last.status, last.header("upload-offset").to_owned()),
            (204, file.len().to_string())
        );
        assert_eq!(phone.offset(&at), file.len());
        assert_eq!(phone.arrived(), 1);
        assert!(originals(&house).await == std::slice::from_ref(&file));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        let again = phone.creates(&id(1), &file);
        assert_eq!(
            (again.status, &json(&again)["code"]),
            (409, &"arrived".into())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_protocol_refuses_is_refused_and_changes_nothing() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let file = picture(2);
    phone.sends(&id(1), &[&file]);
    let at = begun(&phone, &id(1), &file);
    assert_eq!(phone.patches(&at, 0, &file[..1_000]).status, 204);
    // If the version is not supported the Server MUST respond 412, MUST include Tus-Version, and MUST NOT process it.
    for version in [
        vec![],
        vec![("Tus-Resumable", "0.2.2")],
        vec![("Tus-Resumable", "1.0")],
    ] {
        for (method, path) in [
            ("POST", "/uploads"),
            ("HEAD", at.as_str()),
            ("PATCH", at.as_str()),
            ("DELETE", at.as_str()),
        ] {
            let mut headers = version.clone();
            headers.extend([PART, ("Upload-Offset", "1000"), ("Upload-Length", "5")]);
            let answer = phone.ask(method, path, &headers, b"");
            assert_eq!(
                (answer.status, answer.header("tus-version")),
                (412, "1.0.0"),
                "{method}"
            );
            assert_eq!(answer.header("tus-resumable"), "1.0.0");
        }
    }
    assert_eq!(phone.offset(&at), 1_000);
    // The Upload-Offset MUST be equal to the current offset; if not, 409 without modifying the upload.
    for offset in [0, 999, 1_001, file.len(), usize::MAX / 2] {
        let answer = phone.patches(&at, offset, b"x");
        assert_eq!(answer.status, 409, "{offset}");
        assert_eq!(answer.header("tus-resumable"), "1.0.0");
    }
    assert_eq!(phone.patches(&at, 999, b"x").status, 409);
    // PATCH requests MUST use application/offset+octet-stream; otherwise 415.
    for kind in ["application/octet-stream", "text/plain", ""] {
        let headers = [("Content-Type", kind), ("Upload-Offset", "1000")];
        assert_eq!(
            phone.tus("PATCH", &at, &headers, b"x").status,
            415,
            "{kind}"
        );
    }
    // The offset MUST be a non-negative integer.
    for offset in ["-1", "1e3", "+1000", "0x1", "", " ", "99999999999999999999"] {
        let answer = phone.tus("PATCH", &at, &[PART, ("Upload-Offset", offset)], b"x");
        assert_eq!(answer.status, 400, "{offset:?}");
    }
    assert_eq!(phone.tus("PATCH", &at, &[PART], b"x").status, 400);
    // More than the file has is refused before it is read, also where nobody says how much comes.
    assert_eq!(phone.patches(&at, 1_000, &vec![0; file.len()]).status, 413);
    assert_eq!(phone.offset(&at), 1_000);
    // Upload-Length MUST be a non-negative integer; larger than Tus-Max-Size: 413. No deferred length is promised.
    let said = metadata(&id(1), &hash(&file));
    let said = ("Upload-Metadata", said.as_str());
    for (length, status) in [
        ("-1", 400),
        ("x", 400),
        ("", 400),
        ("524288001", 413),
        ("999999999999", 413),
        ("5", 422),
    ] {
        let answer = phone.tus("POST", "/uploads", &[("Upload-Length", length), said], b"");
        assert_eq!(answer.status, status, "{length:?} {}", answer.text());
    }
    let deferred = [("Upload-Defer-Length", "1"), said];
    assert_eq!(phone.tus("POST", "/uploads", &deferred, b"").status, 400);
    // Upload-Metadata: pairs of a unique key and base64.
    let length = file.len().to_string();
    let length = ("Upload-Length", length.as_str());
    for wrong in [
        "",
        "observation",
        "a !!",
        "a aGk=,a aGk=",
        "observation aGk=,sha256 aGk=",
    ] {
        let answer = phone.tus(
            "POST",
            "/uploads",
            &[length, ("Upload-Metadata", wrong)],
            b"",
        );
        assert_eq!(answer.status, 400, "{wrong:?}");
    }
    // Nothing announced it.
    let other = metadata(&id(2), &hash(&file));
    assert_eq!(
        phone
            .tus(
                "POST",
                "/uploads",
                &[length, ("Upload-Metadata", &other)],
                b""
            )
            .status,
        404
    );
    let other = metadata(&id(1), &hash(b"other"));
    assert_eq!(
        phone
            .tus(
                "POST",
                "/uploads",
                &[length, ("Upload-Metadata", &other)],
                b""
            )
            .status,
        404
    );
    // The Server MUST NOT give an offset of what is not there.
    for missing in [
        format!("/uploads/{}", "0".repeat(32)),
        "/uploads/x".to_owned(),
        format!("{at}0"),
    ] {
        let answer = phone.tus("HEAD", &missing, &[], b"");
        assert_eq!(
            (answer.status, answer.header("upload-offset")),
            (404, ""),
            "{missing}"
        );
        assert_eq!(answer.header("tus-resumable"), "1.0.0");
    }
    assert_eq!(phone.offset(&at), 1_000);
    assert_eq!(phone.patches(&at, 1_000, &file[1_000..]).status, 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_tell_what_is_done_and_a_method_may_stand_in_a_header() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    // Open to anyone: the Server MUST include Tus-Version, and SHOULD tell extensions and the largest size.
    let options = house.visitor().ask("OPTIONS", "/uploads", &[], "");
    assert!([200, 204].contains(&options.status));
    assert_eq!(options.header("tus-version"), "1.0.0");
    assert_eq!(options.header("tus-max-size"), "524288000");
    assert_eq!(options.header("tus-checksum-algorithm"), "sha256,sha1");
    let extensions = options.header("tus-extension");
    assert_eq!(
        extensions,
        "creation,creation-with-upload,termination,checksum,expiration"
    );
    // X-HTTP-Method-Override MUST be taken as the method, and the actual one ignored.
    let file = picture(3);
    phone.sends(&id(1), &[&file]);
    let at = begun(&phone, &id(1), &file);
    let instead = |method| ("X-HTTP-Method-Override", method);
    let patch = [instead("PATCH"), PART, ("Upload-Offset", "0")];
    assert_eq!(phone.tus("POST", &at, &patch, &file[..500]).status, 204);
    let head = phone.tus("POST", &at, &[instead("HEAD")], b"");
    assert_eq!((head.status, head.header("upload-offset")), (200, "500"));
    assert_eq!(phone.tus("GET", &at, &[instead("DELETE")], b"").status, 204);
    assert_eq!(phone.tus("HEAD", &at, &[], b"").status, 404);
    assert_eq!(phone.tus("POST", &at, &[], b"").status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_may_come_with_its_creation_and_be_ended_for_good() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let (one, two) = (picture(4), picture(5));
    phone.sends(&id(1), &[&one, &two]);
    let length = one.len().to_string();
    let said = metadata(&id(1), &hash(&one));
    let headers = [
        ("Upload-Length", length.as_str()),
        ("Upload-Metadata", said.as_str()),
        PART,
    ];
    // Creation With Upload: the response MUST include Upload-Offset.
    let made = phone.tus("POST", "/uploads", &headers, &one[..2_000]);
    assert_eq!((made.status, made.header("upload-offset")), (201, "2000"));
    let at = made.header("location").to_owned();
    assert_eq!(phone.offset(&at), 2_000);
    // Termination: 204, and future requests 404 or 410.
    assert_eq!(phone.tus("DELETE", &at, &[], b"").status, 204);
    for method in ["HEAD", "PATCH", "DELETE"] {
        let answer = phone.tus(method, &at, &[PART, ("Upload-Offset", "2000")], b"");
        assert!([404, 410].contains(&answer.status), "{method}");
    }
    assert_eq!(
        std::fs::read_dir(house.station.app.config.blob_folder().join("coming"))
            .unwrap()
            .count(),
        0
    );
    // All of it at once, of another kind it is refused.
    let plain = [headers[0], headers[1], ("Content-Type", "image/jpeg")];
    assert_eq!(phone.tus("POST", "/uploads", &plain, &one).status, 415);
    let whole = phone.tus("POST", "/uploads", &headers, &one);
    assert_eq!(
        (whole.status, whole.header("upload-offset")),
        (201, length.as_str())
    );
    assert_eq!(phone.arrived(), 1);
    assert_eq!(originals(&house).await, [one]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_with_a_checksum_counts_whole_or_not_at_all() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let file = picture(6);
    phone.sends(&id(1), &[&file]);
    let at = begun(&phone, &id(1), &file);
    let sum = |bytes: &[u8]| format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)));
    let patch = |from: usize, bytes: &[u8], sum: &str| {
        let offset = from.to_string();
        let headers = [
            PART,
            ("Upload-Offset", offset.as_str()),
            ("Upload-Checksum", sum),
        ];
        phone.tus("PATCH", &at, &headers, bytes).status
    };
    assert_eq!(patch(0, &file[..700], &sum(&file[..700])), 204);
    // The Server MUST verify, MUST discard the chunk and its data on a mismatch, and MUST NOT update the offset.
    assert_eq!(patch(700, &file[700..1_400], &sum(&file[..700])), 460);
    assert_eq!(phone.offset(&at), 700);
    for wrong in [
        "md5 rL0Y20zC+Fzt72VPzMSk2A==",
        "sha256",
        "sha256 x",
        "sha256 rL0Y20zC+Fzt72VPzMSk2A==",
        "sha1 !!",
    ] {
        assert_eq!(patch(700, &file[700..1_400], wrong), 400, "{wrong}");
    }
    // The Server MUST support at least SHA-1: of "hello world", as the protocol's own example says.
    let example = ("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=");
    let headers = [PART, ("Upload-Offset", "700"), example];
    assert_eq!(
        phone.tus("PATCH", &at, &headers, b"hello world").status,
        204
    );
    assert_eq!(phone.offset(&at), 711);
    assert_eq!(phone.tus("DELETE", &at, &[], b"").status, 204);
    let at = begun(&phone, &id(1), &file);
    let offset = ("Upload-Offset", "0");
    let right = sum(&file);
    let answer = phone.tus(
        "PATCH",
        &at,
        &[PART, offset, ("Upload-Checksum", &right)],
        &file,
    );
    assert_eq!(answer.status, 204);
    assert_eq!(originals(&house).await, [file]);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_bytes_than_were_announced_and_what_is_no_picture_leave_nothing() {
    let house = House::on_sqlite().await;
    let (_, phone) = with_a_phone(&house).await;
    let file = picture(7);
    let words = b"no picture, but announced as it is".to_vec();
    phone.sends(&id(1), &[&file, &words]);
    let mut other = file.clone();
    *other.last_mut().unwrap() ^= 1;
    for (announced, sent, code) in [
        (&file, &other, "hash-differs"),
        (&words, &words, "file-refused"),
    ] {
        let at = begun(&phone, &id(1), announced);
        let answer = phone.patches(&at, 0, sent);
        assert_eq!((answer.status, &json(&answer)["code"]), (422, &code.into()));
        assert_eq!(phone.tus("HEAD", &at, &[], b"").status, 404);
    }
    assert_eq!(phone.arrived(), 0);
    assert!(originals(&house).await.is_empty());
    // A right one comes all the same.
    let at = begun(&phone, &id(1), &file);
    assert_eq!(phone.patches(&at, 0, &file).status, 204);
    assert_eq!(phone.arrived(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_goes_on_with_is_given_up_after_a_week_and_only_its_sender_knows_it() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        let file = picture(8);
        phone.sends(&id(1), &[&file]);
        let at = begun(&phone, &id(1), &file);
        phone.patches(&at, 0, &file[..1_000]);
        let other = super::let_in(&house, &lead, &phone.observer);
        assert_eq!(other.tus("HEAD", &at, &[], b"").status, 404);
        assert_eq!(other.patches(&at, 1_000, &file[1_000..]).status, 404);
        assert_eq!(other.tus("DELETE", &at, &[], b"").status, 404);
        let stranger = super::let_in(&house, &lead, &super::somebody(&lead, "Ben"));
        assert_eq!(stranger.creates(&id(1), &file).status, 404);
        // With a cookie nothing is to be had there, and without anything it is not there.
        let cookie = lead.ask("HEAD", &at, &[("Tus-Resumable", "1.0.0")], "");
        assert_eq!(cookie.status, 403);
        house.advance(TimeDelta::days(6));
        assert_eq!(phone.patches(&at, 1_000, &file[1_000..2_000]).status, 204);
        house.advance(TimeDelta::days(6));
        assert_eq!(phone.offset(&at), 2_000);
        let ctx = house.station.ctx();
        assert_eq!(lapsed(&ctx).await.unwrap(), 0);
        house.advance(TimeDelta::days(2));
        let gone = phone.tus("HEAD", &at, &[], b"");
        assert_eq!((gone.status, gone.header("upload-offset")), (410, ""));
        assert_eq!(lapsed(&house.station.ctx()).await.unwrap(), 1);
        assert_eq!(phone.tus("HEAD", &at, &[], b"").status, 404);
        let folder = house.station.app.config.blob_folder().join("coming");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
        // Another phone of the same observer begins anew what the first did not end.
        assert_eq!(other.creates(&id(1), &file).status, 201);
    }
}
