//! The self-hosted server as a process of its own, in a folder of its own.

use crate::parameters::Parameters;
use serde_json::{Value, json};
use std::{
    fs::OpenOptions,
    io::Write,
    net::TcpListener,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// A running server; it is killed when dropped.
pub struct Process {
    /// Its address.
    pub address: String,
    /// Its folder: configuration, secrets, store, log.
    pub folder: PathBuf,
    child: Option<Child>,
}

/// The program: `CUSTODIAN_BINARY`, or what was built beside the running test.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("CUSTODIAN_BINARY") {
        return path.into();
    }
    let own = std::env::current_exe().unwrap_or_default();
    let mut folders = own.ancestors().skip(1);
    folders
        .find_map(|folder| {
            let file = folder.join("migraine-pulse-custodian");
            file.exists().then_some(file)
        })
        .unwrap_or_default()
}

/// A port that was free a moment ago.
///
/// # Errors
/// When none can be had.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Process {
    /// Writes configuration and secrets into `folder`, with these settings of the process on top of the
    /// usual ones, and starts the server.
    ///
    /// # Errors
    /// When it does not answer within ten seconds.
    pub fn start(
        parameters: &Arc<Parameters>,
        folder: &Path,
        changes: &Value,
    ) -> std::io::Result<Self> {
        let port = free_port()?;
        let authority = format!("127.0.0.1:{port}");
        let mut configuration = json!({
            "server": {
                "listen": authority,
                "folder": folder.join("store"),
                "secrets_file": folder.join("secrets.toml"),
            },
            "custody": parameters.settings(&authority),
        });
        for section in ["server", "custody"] {
            if let Some(changed) = changes.get(section).and_then(Value::as_object) {
                for (key, value) in changed {
                    configuration[section][key] = value.clone();
                }
            }
        }
        let text = toml::to_string(&configuration).map_err(std::io::Error::other)?;
        std::fs::write(folder.join("custodian.toml"), text)?;
        let secrets = toml::to_string(&parameters.secrets).map_err(std::io::Error::other)?;
        let path = folder.join("secrets.toml");
        if !path.exists() {
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?;
            file.write_all(secrets.as_bytes())?;
        }
        let mut process = Self {
            address: format!("http://{authority}"),
            folder: folder.to_owned(),
            child: None,
        };
        process.resume()?;
        Ok(process)
    }

    /// Starts it again after [`Process::kill`] or [`Process::stop`].
    ///
    /// # Errors
    /// When it does not listen within ten seconds.
    pub fn resume(&mut self) -> std::io::Result<Duration> {
        let log = OpenOptions::new()
            .append(true)
            .create(true)
            .open(self.folder.join("log"))?;
        let began = Instant::now();
        let child = Command::new(binary())
            .arg("serve")
            .arg("--config")
            .arg(self.folder.join("custodian.toml"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        self.child = Some(child);
        let authority = self.address.trim_start_matches("http://").to_owned();
        while began.elapsed() < Duration::from_secs(10) {
            if std::net::TcpStream::connect(&authority).is_ok() {
                return Ok(began.elapsed());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let log = std::fs::read_to_string(self.folder.join("log"))?;
        Err(std::io::Error::other(format!("it did not start: {log}")))
    }

    /// Its process number.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Runs another command of the program with the same configuration; what it printed.
    ///
    /// # Errors
    /// When it fails; then what it complained about.
    pub fn run(&self, arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(binary())
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
