//! Rows that are kept, beside those that the records give rise to now.

use sea_orm::{ActiveModelBehavior, IntoActiveModel, Iterable, PrimaryKeyToColumn, entity::prelude::*};

/// How they differ.
pub(crate) struct Compared<Row> {
    /// What should be kept and is not.
    pub lacking: Vec<Row>,
    /// What is kept and should not be.
    pub left: Vec<Row>,
}

impl<Row> Compared<Row>
where
    Row: ModelTrait + IntoActiveModel<<Row::Entity as EntityTrait>::ActiveModel>,
    <Row::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
{
    /// Each row that should be kept finds one that is, whatever its key.
    pub fn of(there: Vec<Row>, now: Vec<Row>, is_same: impl Fn(&Row, &Row) -> bool) -> Self {
        let (mut lacking, mut left) = (Vec::new(), there);
        for row in now {
            match left.iter().position(|kept| is_same(kept, &row)) {
                Some(found) => {
                    left.swap_remove(found);
                }
                None => lacking.push(row),
            }
        }
        Self { lacking, left }
    }

    pub async fn bring_in_step(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        for row in self.left {
            row.delete(db).await?;
        }
        for row in self.lacking {
            let mut row = row.into_active_model().reset_all();
            for key in <Row::Entity as EntityTrait>::PrimaryKey::iter() {
                row.not_set(key.into_column());
            }
            Row::Entity::insert(row).exec_without_returning(db).await?;
        }
        Ok(())
    }
}
