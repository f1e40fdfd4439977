//! A database chooses its ways by how many rows there are of what; it has to be told to look.

use sea_orm::{DbBackend, FromQueryResult, Statement};

use crate::story::World;

#[derive(FromQueryResult)]
struct Counted {
    tables: i64,
}

crate::story!(what_a_database_knows_of_its_tables_is_kept, async |world: World| {
    let register = &world.register;
    register.load_demonstration().await.unwrap();
    register.keep_statistics().await.unwrap();
    if register.reader().get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let asked = Statement::from_string(DbBackend::Sqlite, "SELECT count(DISTINCT tbl) AS tables FROM sqlite_stat1");
    let known = Counted::find_by_statement(asked).one(register.reader()).await.unwrap().unwrap();
    assert!(known.tables > 20, "{}", known.tables);
});
