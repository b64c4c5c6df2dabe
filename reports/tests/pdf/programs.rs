//! Other programs that read a file, each looked for; where one is missing the test says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file that goes when the test ends.
pub struct File(pub PathBuf);

impl File {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let folder =
            std::env::temp_dir().join(format!("groundtruth-reports-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        if let Some(folder) = self.0.parent() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Runs a program; none where it is not installed, which is an error where everything must be.
#[expect(
    clippy::disallowed_methods,
    reason = "what other programs read in the file is what is tested"
)]
pub fn run(program: &str, package: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    let mut command = Command::new(program);
    for argument in arguments {
        if *argument == "FILE" {
            command.arg(file);
        } else {
            command.arg(argument);
        }
    }
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "{program}: {error}"
            );
            eprintln!("skipped: {program} is missing (install {package})");
            None
        }
    }
}
