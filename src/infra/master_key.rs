//! Where the master key is: an environment variable, the answer of a command, or a file outside the data folder. It is
//! read once, at the start. Not what it opens.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::clock::Surroundings;
use super::config::{Config, configuration_folder, master_key_in_environment};
use crate::domain::keys::MasterKey;
use crate::domain::log::hex;

/// The file in the data folder that says which key's recovery sheet was typed back.
const CONFIRMED: &str = "master-key.confirmed";

/// Where a master key comes from.
#[derive(Debug)]
pub enum KeySource {
    /// `GROUNDTRUTH_MASTER_KEY`.
    Environment(Zeroizing<String>),
    /// What a program prints: the program, then its arguments.
    Command(Vec<String>),
    /// A file of 64 hex digits.
    File(PathBuf),
}

/// Why there is no master key to work with.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file.
    #[error("the master key at {path}: {error}", path = path.display())]
    File {
        /// Where it is.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// It is not 64 hex digits.
    #[error("the master key from {0} is not 64 hex digits")]
    NotAKey(String),
    /// The command failed.
    #[error("the command for the master key failed: {0}")]
    Command(String),
    /// The user has no configuration folder.
    #[error(
        "there is no configuration folder for the master key: set HOME, XDG_CONFIG_HOME or GROUNDTRUTH_MASTER_KEY_FILE"
    )]
    NoFolder,
    /// A key that is not in a file cannot be written.
    #[error("the settings take the master key from elsewhere, so it is not written to a file")]
    NotAFile,
    /// Another key is there already.
    #[error("there is a master key at {0} already, and it is not this one; nothing was changed")]
    Another(PathBuf),
}

impl KeySource {
    /// Where the settings say: the environment, else the command, else the file.
    pub fn of(config: &Config) -> Result<Self, MasterKeyError> {
        if let Some(text) = master_key_in_environment() {
            return Ok(Self::Environment(text));
        }
        if !config.master_key_command.is_empty() {
            return Ok(Self::Command(config.master_key_command.clone()));
        }
        if let Some(path) = &config.master_key_file {
            return Ok(Self::File(path.clone()));
        }
        let folder = configuration_folder().ok_or(MasterKeyError::NoFolder)?;
        Ok(Self::File(folder.join("groundtruth").join("master.key")))
    }

    /// In words, for messages.
    #[must_use]
    pub fn place(&self) -> String {
        match self {
            Self::Environment(_) => "GROUNDTRUTH_MASTER_KEY".to_owned(),
            Self::Command(words) => format!("the command `{}`", words.join(" ")),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The key; nothing where the file is not there yet.
    pub fn read(&self) -> Result<Option<MasterKey>, MasterKeyError> {
        let text = match self {
            Self::Environment(text) => text.clone(),
            Self::Command(words) => answer_of(words)?,
            Self::File(path) => match fs::read_to_string(path) {
                Ok(text) => Zeroizing::new(text),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(failed(path, error)),
            },
        };
        let key = parse(&text).ok_or_else(|| MasterKeyError::NotAKey(self.place()));
        key.map(Some)
    }

    /// Makes a key and writes it to the file; the one that is there where somebody else was faster.
    pub fn make(&self, surroundings: &dyn Surroundings) -> Result<MasterKey, MasterKeyError> {
        let key = MasterKey::new(surroundings.seed());
        match self.write(&key) {
            Err(MasterKeyError::Another(path)) => {
                let there = self.read()?;
                there.ok_or_else(|| failed(&path, io::ErrorKind::NotFound.into()))
            }
            Ok(()) => Ok(key),
            Err(error) => Err(error),
        }
    }

    /// Writes a key to the file. Nothing is overwritten: another key there stays.
    pub fn write(&self, key: &MasterKey) -> Result<(), MasterKeyError> {
        let Self::File(path) = self else {
            return Err(MasterKeyError::NotAFile);
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(path, error))?;
        }
        let written = write_new(path, key);
        match written {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match self.read()? {
                Some(there) if there.bytes() == key.bytes() => Ok(()),
                _ => Err(MasterKeyError::Another(path.clone())),
            },
            Err(error) => Err(failed(path, error)),
        }
    }

    /// What is wrong with where the key lies.
    #[must_use]
    pub fn warnings(&self, data: &Path) -> Vec<String> {
        let Self::File(path) = self else {
            return Vec::new();
        };
        let mut warnings = Vec::new();
        let full = |path: &Path| fs::canonicalize(path).ok();
        if let (Some(key), Some(data)) = (full(path), full(data))
            && key.starts_with(data)
        {
            warnings.push(
                "it lies inside the data folder: a copy of that folder would hold lock and key"
                    .to_owned(),
            );
        }
        if readable_by_others(path) {
            let path = path.display();
            warnings.push(format!(
                "others on this machine can read it: run `chmod 600 {path}`"
            ));
        }
        warnings
    }
}

/// Whether the recovery sheet of this key was typed back.
#[must_use]
pub fn is_confirmed(data: &Path, key: &MasterKey) -> bool {
    let noted = fs::read_to_string(data.join(CONFIRMED));
    noted.is_ok_and(|noted| noted.trim() == key.fingerprint())
}

/// Notes that the recovery sheet of this key was typed back.
pub fn note_confirmation(data: &Path, key: &MasterKey) -> io::Result<()> {
    fs::create_dir_all(data)?;
    fs::write(data.join(CONFIRMED), key.fingerprint() + "\n")
}

fn parse(text: &str) -> Option<MasterKey> {
    let text = text.trim();
    if text.len() != 64 {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    // `from_str_radix` takes a plus sign.
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| MasterKey::new(*bytes))
}

/// A whole file or none, on the disk before anything is sealed with it: written beside its place under a name of chance,
/// then put there, which fails where something is.
fn write_new(path: &Path, key: &MasterKey) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    // Only its owner can read it: that is how such a file is made.
    let mut file = tempfile::Builder::new()
        .prefix("master-key-")
        .tempfile_in(folder)?;
    let text = Zeroizing::new(hex(key.bytes()) + "\n");
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// The name of a file is on the disk only once its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    for folder in folder.ancestors().take(3) {
        if !folder.as_os_str().is_empty() {
            fs::File::open(folder)?.sync_all()?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> bool {
    false
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one program that is started: the operator names it to fetch the master key"
)]
fn answer_of(words: &[String]) -> Result<Zeroizing<String>, MasterKeyError> {
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| MasterKeyError::Command("it is empty".to_owned()))?;
    let output = std::process::Command::new(program).args(arguments).output();
    let output = output.map_err(|error| MasterKeyError::Command(error.to_string()))?;
    if !output.status.success() {
        return Err(MasterKeyError::Command(output.status.to_string()));
    }
    let text = String::from_utf8(output.stdout);
    text.map(Zeroizing::new)
        .map_err(|_| MasterKeyError::NotAKey("the command".to_owned()))
}

fn failed(path: &Path, error: io::Error) -> MasterKeyError {
    MasterKeyError::File {
        path: path.to_owned(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infra::clock::Machine;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings").join("master.key");
        let source = KeySource::File(path.clone());
        assert!(source.read().unwrap().is_none());
        let made = source.make(&Machine).unwrap();
        assert_eq!(source.read().unwrap().unwrap().bytes(), made.bytes());
        assert_eq!(source.make(&Machine).unwrap().bytes(), made.bytes());
        assert!(matches!(
            source.write(&MasterKey::new([1; 32])),
            Err(MasterKeyError::Another(_))
        ));
        source.write(&made).unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        assert!(source.warnings(&data).is_empty());
        assert_eq!(source.warnings(folder.path()).len(), 1, "inside");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert_eq!(source.warnings(&data).len(), 1, "readable");
        }
        let left = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1, "nothing but the key is left");
    }

    #[test]
    fn what_is_not_64_hex_digits_is_not_a_key() {
        for text in [
            "",
            "abc",
            &"g".repeat(64),
            &"+1".repeat(32),
            &"a".repeat(65),
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
        assert_eq!(parse(&"0f".repeat(32)).unwrap().bytes(), &[15; 32]);
    }

    #[cfg(unix)]
    #[test]
    fn a_command_may_hold_the_key() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        let key = "0f".repeat(32);
        let source = KeySource::Command(words(&format!("echo {key}")));
        assert_eq!(source.read().unwrap().unwrap().bytes(), &[15; 32]);
        for failing in ["false", "echo nothing", "no-such-program-here"] {
            assert!(KeySource::Command(words(failing)).read().is_err());
        }
        let cannot = source.make(&Machine);
        assert!(matches!(cannot, Err(MasterKeyError::NotAFile)));
    }

    #[test]
    fn a_confirmation_is_for_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (MasterKey::new([1; 32]), MasterKey::new([2; 32]));
        assert!(!is_confirmed(folder.path(), &one));
        note_confirmation(folder.path(), &one).unwrap();
        assert!(is_confirmed(folder.path(), &one) && !is_confirmed(folder.path(), &two));
    }
}
