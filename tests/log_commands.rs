//! The evidence log and the master key as a person meets them: `groundtruth log` and `groundtruth key`, and the script
//! that checks a proof without this program.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use crate::command_line::{groundtruth, stderr, stdout};

/// A folder with one audit stored, and what `groundtruth log key` says.
fn with_one_audit() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = groundtruth(folder.path(), arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            stderr(&output)
        );
        stdout(&output)
    };
    run(&["case", "new", "a.yaml"]);
    run(&["case", "import", "a.yaml"]);
    let key = run(&["log", "key"]).trim().to_owned();
    (folder, key)
}

#[test]
fn a_stored_audit_is_in_the_log_and_the_log_proves_it_to_others() {
    let (folder, key) = with_one_audit();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    let shown = stdout(&run(&["log", "show"]));
    assert!(shown.contains("agreement.version"), "{shown}");
    assert!(stdout(&run(&["log", "verify"])).starts_with("in order"));
    let kept = stdout(&run(&["log", "checkpoint"]));
    std::fs::write(folder.path().join("kept"), &kept).unwrap();
    let proof = ["log", "prove", "0", "--out", "0.tlog-proof"];
    assert!(run(&proof).status.success());
    let check = |file: &str, key: &str, kept: &str| {
        run(&["log", "verify", file, "--vkey", key, "--checkpoint", kept])
    };
    let holds = check("0.tlog-proof", &key, "kept");
    assert!(
        stdout(&holds).contains("agreement.version"),
        "{}",
        stderr(&holds)
    );

    // The log grows; whoever kept the earlier head can see that nothing before it was changed.
    assert!(
        run(&["case", "import", "lahsa-outreach"]).status.success() || {
            let file = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/templates/cases/lahsa-outreach/case.yaml"
            );
            run(&["case", "import", file]).status.success()
        }
    );
    let old = kept.lines().nth(1).unwrap().to_owned();
    let consistency = run(&["log", "consistency", &old, "--out", "grown"]);
    assert!(consistency.status.success(), "{}", stderr(&consistency));
    assert!(stdout(&check("grown", &key, "kept")).contains("continues"));
    assert!(run(&proof).status.success());
    let other_head = check("0.tlog-proof", &key, "kept");
    assert_eq!(other_head.status.code(), Some(1));
    assert!(stderr(&other_head).contains("log consistency"));

    let text = std::fs::read_to_string(folder.path().join("0.tlog-proof")).unwrap();
    std::fs::write(
        folder.path().join("bent"),
        text.replacen("extra A", "extra B", 1) + " ",
    )
    .unwrap();
    assert_eq!(
        run(&["log", "verify", "bent", "--vkey", &key])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(
        run(&["log", "verify", "0.tlog-proof"]).status.code(),
        Some(1),
        "no key"
    );
    assert_eq!(
        run(&["log", "verify", "none", "--vkey", &key])
            .status
            .code(),
        Some(3)
    );
    assert_eq!(
        run(&["log", "prove", "999", "--out", "x"]).status.code(),
        Some(3)
    );
    assert_eq!(
        run(&["log", "prove", "first", "--out", "x"]).status.code(),
        Some(2)
    );
}

#[expect(
    clippy::disallowed_methods,
    reason = "another program checks what this one wrote"
)]
fn script(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let python = |arguments: &[&str]| {
        let mut command = Command::new("python3");
        command.current_dir(folder).args(arguments).output()
    };
    static HAS_MODULE: OnceLock<bool> = OnceLock::new();
    let has_module = HAS_MODULE.get_or_init(|| {
        ["cryptography", "nacl"].iter().any(|module| {
            let found = python(&["-c", &format!("import {module}")]);
            found.is_ok_and(|output| output.status.success())
        })
    });
    if !has_module {
        assert_ne!(
            std::env::var("CI").as_deref(),
            Ok("true"),
            "python3 with cryptography or nacl is missing"
        );
        eprintln!("skipped: python3 with the module cryptography or nacl is not on this machine");
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/check_proof.py");
    Some(python(&[&["-I", script], arguments].concat()).unwrap())
}

#[test]
fn the_published_script_agrees_with_the_program_on_good_and_bent_proofs() {
    let (folder, key) = with_one_audit();
    let run = |arguments: &[&str]| groundtruth(folder.path(), arguments);
    let kept = stdout(&run(&["log", "checkpoint"]));
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("kept", kept.as_bytes());
    let shipped = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/templates/cases/lahsa-outreach/case.yaml"
    );
    assert!(run(&["case", "import", shipped]).status.success());
    assert!(
        run(&["log", "prove", "1", "--out", "proof"])
            .status
            .success()
    );
    let old = kept.lines().nth(1).unwrap();
    assert!(
        run(&["log", "consistency", old, "--out", "grown"])
            .status
            .success()
    );

    let Some(output) = script(folder.path(), &["event", "proof", &key]) else {
        return;
    };
    assert!(
        output.status.success(),
        "{}{}",
        stdout(&output),
        stderr(&output)
    );
    assert!(stdout(&output).contains("agreement.version"));
    let python = |arguments: &[&str]| script(folder.path(), arguments).unwrap().status.code();
    assert_eq!(python(&["consistency", "grown", &key, "kept"]), Some(0));
    assert_eq!(
        python(&["event", "proof", &key, "kept"]),
        Some(1),
        "another head"
    );
    assert_eq!(python(&["event", "proof"]), Some(2));
    let other_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(python(&["event", "proof", other_key]), Some(1));

    // Bent somewhere in each part: the two say the same.
    for (file, words) in [("proof", ["event"]), ("grown", ["consistency"])] {
        let good = std::fs::read(folder.path().join(file)).unwrap();
        for at in (1..good.len() * 8).step_by(good.len() * 8 / 13) {
            let mut bent = good.clone();
            bent[at / 8] ^= 1 << (at % 8);
            write("bent", &bent);
            let kept: &[&str] = if file == "grown" { &["kept"] } else { &[] };
            let arguments = [&words, ["bent", key.as_str()].as_slice(), kept].concat();
            assert_eq!(python(&arguments), Some(1), "{file}, bit {at}");
            let ours = run(&[
                "log",
                "verify",
                "bent",
                "--vkey",
                &key,
                "--checkpoint",
                "kept",
            ]);
            assert_eq!(ours.status.code(), Some(1), "{file}, bit {at}");
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program itself is what is tested"
)]
fn typed(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_groundtruth"))
        .current_dir(folder)
        .env_remove("GROUNDTRUTH_MASTER_KEY")
        .env_remove("GROUNDTRUTH_MASTER_KEY_FILE")
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_recovery_sheet_is_asked_for_until_it_was_typed_back_and_brings_the_key_back() {
    let (folder, _) = with_one_audit();
    let at = folder.path();
    let doctor = || groundtruth(at, &["doctor"]);
    assert!(stdout(&doctor()).contains("key confirm"));
    assert_eq!(doctor().status.code(), Some(1));
    let sheet = stdout(&groundtruth(at, &["key", "sheet"]));
    let wrong = sheet.replacen("1  ", "1  ZZ", 1);
    let refused = typed(at, &["key", "confirm"], &wrong);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("line 1"), "{}", stderr(&refused));
    assert!(stdout(&doctor()).contains("key confirm"));
    assert!(
        typed(at, &["key", "confirm"], &sheet.to_lowercase())
            .status
            .success()
    );
    assert!(doctor().status.success(), "{}", stdout(&doctor()));

    // Without the key the database does not open, and no other key is made in its place.
    let file = at.join("config/groundtruth/master.key");
    let key = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let locked = groundtruth(at, &["log", "verify"]);
    assert_eq!(locked.status.code(), Some(4));
    assert!(stderr(&locked).contains("key restore"));
    assert!(!file.exists());
    assert!(typed(at, &["key", "restore"], &sheet).status.success());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), key);
    assert!(groundtruth(at, &["log", "verify"]).status.success());

    // Another key does not open it either.
    std::fs::write(&file, "0f".repeat(32)).unwrap();
    let locked = groundtruth(at, &["log", "verify"]);
    assert_eq!(locked.status.code(), Some(4));
    assert_eq!(
        typed(at, &["key", "restore"], &sheet).status.code(),
        Some(4),
        "nothing is overwritten"
    );
}

#[cfg(unix)]
#[test]
fn the_doctor_warns_of_a_key_that_lies_where_others_find_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = with_one_audit();
    let file = folder.path().join("config/groundtruth/master.key");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let doctor = |arguments: &[&str]| stdout(&groundtruth(folder.path(), arguments));
    assert!(doctor(&["doctor"]).contains("chmod 600"));
    assert!(doctor(&["doctor", "--data", "config"]).contains("lock and key"));
}
