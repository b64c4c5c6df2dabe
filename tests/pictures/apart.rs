//! Pictures are read by a process of its own: it answers as the functions do, and what goes wrong there ends it alone.
#![expect(
    clippy::disallowed_methods,
    reason = "the process that reads is started and looked at"
)]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use groundtruth::domain::covering::Covered;
use groundtruth::infra::pictures::{NoPicture, copies, look};
use groundtruth::infra::reader::{PictureError, Reader};
use groundtruth::infra::words::Words;

use super::hostile::{Fate, bombs};
use super::makers::*;

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_groundtruth"))
}

fn refused<T>(answer: Result<T, PictureError>) -> Option<NoPicture> {
    match answer {
        Err(PictureError::No(why)) => Some(why),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_process_answers_as_the_functions_do() {
    let reader = Reader::new(program());
    let picture = scene(400, 300, 3);
    let told = as_segment(&held(6));
    let boxes = [Covered::try_from([1_000, 0, 500, 10_000]).unwrap()];
    for file in [with_segments(&jpeg(&picture, 80), &[told]), png(&picture)] {
        let seen = reader.look(file.clone()).await.unwrap();
        assert_eq!(Ok(&seen), look(&file).as_ref());
        for boxes in [&[][..], &boxes] {
            let made = reader.copies(file.clone(), boxes).await.unwrap();
            assert!(made == copies(&file, boxes).unwrap());
        }
    }
    let cut = reader.look(png(&picture)[..500].to_vec()).await;
    assert_eq!(refused(cut), Some(NoPicture::CutOff));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0".to_vec();
    let heic = reader.copies(heic, &[]).await;
    assert_eq!(refused(heic), Some(NoPicture::Heic));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_too_long_is_given_up() {
    let reader = Reader::new(program()).with_patience(Duration::ZERO);
    let answer = reader.look(png(&scene(40, 30, 1))).await;
    assert_eq!(refused(answer), Some(NoPicture::TookTooLong));
    let nobody = Reader::new(PathBuf::from("/nowhere/at/all"));
    let answer = nobody.look(png(&scene(40, 30, 1))).await;
    assert!(matches!(answer, Err(PictureError::Program(_))));
}

/// Kilobytes that a process holds in memory, where it is still there.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Gives a file to the process: its exit code, and how many kilobytes it grew to hold at most.
fn read(file: &[u8]) -> (Option<i32>, u64) {
    let mut process = Command::new(program())
        .args(["read-picture", "look"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It waits for the first byte.
    std::thread::sleep(Duration::from_millis(15));
    let number = process.id();
    let before = resident(number).unwrap_or(0);
    let mut input = process.stdin.take().unwrap();
    let watching = std::thread::spawn(move || {
        let mut most = 0;
        while let Some(now) = resident(number) {
            most = most.max(now);
            std::thread::sleep(Duration::from_micros(200));
        }
        most
    });
    let _ = input.write_all(file);
    drop(input);
    let most = loop {
        if watching.is_finished() {
            break watching.join().unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
        if process.try_wait().unwrap().is_some() {
            break watching.join().unwrap();
        }
    };
    (process.wait().unwrap().code(), most.saturating_sub(before))
}

#[test]
fn no_bomb_takes_memory() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let all = bombs();
    let count = all.len();
    let (mut largest, mut slowest) = ((0, String::new()), (Duration::ZERO, String::new()));
    for (name, file, fate) in all {
        let began = tokio::time::Instant::now();
        let (code, grown) = read(&file);
        slowest = slowest.max((began.elapsed(), name.clone()));
        let is_refused = code.is_some_and(|code| code >= 40);
        match fate {
            Fate::No(_) => assert!(is_refused, "{name}: {code:?}"),
            Fate::Taken => assert_eq!(code, Some(0), "{name}"),
            Fate::Ends => {}
        }
        assert!(grown < 64 * 1024, "{name}: {grown} kB");
        largest = largest.max((grown, name));
    }
    println!("{count} files; the most memory: {largest:?} kB; the slowest: {slowest:?}");
}

#[test]
fn every_reason_has_its_sentence() {
    for words in Words::every() {
        for why in NoPicture::ALL {
            let key = format!("picture-refused-{}", why.word());
            assert!(words.has(&key), "{} {key}", words.code());
        }
        for word in ["no-share", "nothing", "beyond", "too-many"] {
            assert!(words.has(&format!("redaction-wrong-{word}")), "{word}");
        }
    }
    let says = Words::english().get("picture-refused-heic");
    assert!(
        says.contains("JPEG") && says.contains("Most Compatible"),
        "{says}"
    );
}
