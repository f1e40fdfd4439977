//! Files and folders that only the account of the program may read.

use std::{fs, io, path::Path};

/// Makes a folder, and those above it, if it is missing: 0700. One that is there stays as whoever made it wanted.
///
/// # Errors
/// It cannot be made.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut making = fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(path)
}

/// Makes an empty file if it is missing: 0600. SQLite gives its journals the rights of the database.
///
/// # Errors
/// It cannot be made.
pub fn file(path: &Path) -> io::Result<()> {
    let mut making = fs::OpenOptions::new();
    making.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut making, 0o600);
    making.open(path).map(drop)
}

/// Takes a file from everybody but its owner: for one that another library has made.
///
/// # Errors
/// It is gone, or somebody else's.
pub fn kept_to_oneself(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use crate::{Register, attachment::Files, clock::Clock, story::Folder};

    fn rights(path: &std::path::Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn database_and_attached_files_are_for_nobody_else() {
        let folder = Folder::new();
        let register = Register::open(&folder.url("data/register.db"), Clock::default()).await.unwrap();
        register.migrate().await.unwrap();
        assert_eq!(rights(&folder.path("data")), 0o700);
        for name in ["data/register.db", "data/register.db-wal", "data/register.db-shm"] {
            assert_eq!(rights(&folder.path(name)), 0o600, "{name}");
        }
        let files = Files::in_folder(&folder.path("attached")).unwrap();
        files.put("a-letter", b"Dear council".to_vec()).await.unwrap();
        assert_eq!((rights(&folder.path("attached")), rights(&folder.path("attached/a-letter"))), (0o700, 0o600));
    }
}
