//! People of the built-in list, and the words they are found by.

use domain::account::username_key;
use domain::built_in_person::{BuiltInPerson, name_key};
use domain::id::BuiltInPersonId;
use domain::page::{Cursor, Page};
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::device::{split_words, upper};
use crate::engine::{ROWS_AT_ONCE, places, run, write_rows};
use crate::row::{read_json, write_json};
use crate::{EngineTx, StoreError, Tx};

/// Finds people by many values, some at a time: `{}` stands for their places.
macro_rules! people_in {
    ($tx:expr, $sql:literal, $values:expr) => {{
        let mut people = Vec::new();
        for values in $values.chunks(ROWS_AT_ONCE) {
            let sql = AssertSqlSafe(format!($sql, places(1, values.len())));
            let rows: Vec<PersonRow> = match &mut $tx.on {
                EngineTx::Sqlite(tx, _) => {
                    let query = sqlx::query_as(sql);
                    values.iter().fold(query, |query, value| query.bind(value)).fetch_all(&mut **tx).await?
                }
                EngineTx::Postgres(tx) => {
                    let query = sqlx::query_as(sql);
                    values.iter().fold(query, |query, value| query.bind(value)).fetch_all(&mut **tx).await?
                }
            };
            for row in rows {
                people.push(BuiltInPerson::try_from(row)?);
            }
        }
        Ok(people)
    }};
}

#[derive(FromRow)]
struct PersonRow {
    id: Uuid,
    person: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<PersonRow> for BuiltInPerson {
    type Error = StoreError;

    fn try_from(row: PersonRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: BuiltInPersonId(row.id),
            person: read_json("built_in_person", &row.person)?,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

impl Tx {
    /// Writes new people with the words they are found by. Fails with a duplicate when a username is taken.
    pub async fn insert_built_in_people(&mut self, people: &[BuiltInPerson]) -> Result<(), StoreError> {
        self.write_people(people).await?;
        self.insert_people_words(people).await
    }

    /// Writes people who exist, and the words they are found by. Fails with a duplicate when a username is taken.
    pub async fn save_built_in_people(&mut self, people: &[BuiltInPerson]) -> Result<(), StoreError> {
        self.write_people(people).await?;
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        self.delete_people_words(&ids).await?;
        self.insert_people_words(people).await
    }

    /// Writes one new person.
    pub async fn insert_built_in_person(&mut self, person: &BuiltInPerson) -> Result<(), StoreError> {
        self.insert_built_in_people(std::slice::from_ref(person)).await
    }

    /// Writes one person who exists.
    pub async fn save_built_in_person(&mut self, person: &BuiltInPerson) -> Result<(), StoreError> {
        self.save_built_in_people(std::slice::from_ref(person)).await
    }

    /// Deletes people.
    pub async fn delete_built_in_people(&mut self, ids: &[BuiltInPersonId]) -> Result<(), StoreError> {
        self.delete_people_words(ids).await?;
        self.execute_with_ids("delete from built_in_person where id in", ids).await
    }

    /// Finds a person.
    pub async fn find_built_in_person(
        &mut self,
        id: BuiltInPersonId,
    ) -> Result<Option<BuiltInPerson>, StoreError> {
        let row = run!(optional PersonRow, self, "select * from built_in_person where id = $1", id.0)?;
        row.map(BuiltInPerson::try_from).transpose()
    }

    /// Finds a person for change.
    pub async fn lock_built_in_person(
        &mut self,
        id: BuiltInPersonId,
    ) -> Result<Option<BuiltInPerson>, StoreError> {
        let row = run!(lock PersonRow, self, "select * from built_in_person where id = $1", id.0)?;
        row.map(BuiltInPerson::try_from).transpose()
    }

    /// Finds a person by username, whatever its case.
    pub async fn find_built_in_person_by_username(
        &mut self,
        username: &str,
    ) -> Result<Option<BuiltInPerson>, StoreError> {
        let row = run!(
            optional PersonRow, self,
            "select * from built_in_person where username_key = $1",
            username_key(username),
        )?;
        row.map(BuiltInPerson::try_from).transpose()
    }

    /// Finds the people with these usernames, whatever their case.
    pub async fn find_built_in_people_by_username(
        &mut self,
        usernames: &[String],
    ) -> Result<Vec<BuiltInPerson>, StoreError> {
        let keys: Vec<_> = usernames.iter().map(|name| username_key(name)).collect();
        people_in!(self, "select * from built_in_person where username_key in {}", keys)
    }

    /// Finds the people of whom these are the addresses, and others for whom the same words stand: which of them are meant
    /// is the caller's to see.
    pub async fn find_built_in_people_by_email(
        &mut self,
        addresses: &[String],
    ) -> Result<Vec<BuiltInPerson>, StoreError> {
        let words = addresses.iter().filter_map(|address| email_word(address)).map(String::into_bytes);
        let words: Vec<_> = words.collect();
        people_in!(
            self,
            "select built_in_person.* from
                 (select distinct person_id from built_in_person_word where word in {}) as found
                 cross join built_in_person
             where built_in_person.id = found.person_id",
            words
        )
    }

    /// Lists people by name; with a text, those of whom a word of username, name or address begins with each of its
    /// first two words.
    pub async fn list_built_in_people(
        &mut self,
        search: Option<&str>,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<BuiltInPerson>, StoreError> {
        let (name, id) =
            after.map_or((Vec::new(), Uuid::nil()), |cursor| (cursor.value.clone().into_bytes(), cursor.id));
        let rows_max = i64::from(limit) + 1;
        let mut searched = search.into_iter().flat_map(split_words).map(String::into_bytes);
        let (first, second) = (searched.next(), searched.next());
        // Two statements, so that a search begins at its words and costs what it finds, not what there is.
        let rows = match &first {
            None => run!(
                all PersonRow, self,
                "select * from built_in_person where (name_key, id) > ($1, $2) order by name_key, id limit $3",
                name,
                id,
                rows_max,
            )?,
            Some(_) => run!(
                all PersonRow, self,
                "select built_in_person.* from
                     (select distinct person_id from built_in_person_word where word >= $4 and word < $5) as found
                     cross join built_in_person
                 where built_in_person.id = found.person_id and (name_key, id) > ($1, $2)
                     and (exists (
                         select 1 from built_in_person_word
                         where person_id = built_in_person.id and word >= $6 and word < $7) or $6 is null)
                 order by name_key, id limit $3",
                name,
                id,
                rows_max,
                first.clone(),
                upper(&first),
                second.clone(),
                upper(&second),
            )?,
        };
        let people = rows.into_iter().map(BuiltInPerson::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(people, limit, |one| Cursor { value: name_key(&one.person), id: one.id.0 }))
    }

    /// Lists people by the key of their username, those after a key: how a whole list is walked and compared.
    pub async fn list_built_in_people_after(
        &mut self,
        key: &str,
        limit: u32,
    ) -> Result<Vec<BuiltInPerson>, StoreError> {
        let rows = run!(
            all PersonRow, self,
            "select * from built_in_person where username_key > $1 order by username_key limit $2",
            key,
            i64::from(limit),
        )?;
        rows.into_iter().map(BuiltInPerson::try_from).collect()
    }

    /// Says whether there is anybody in the list.
    pub async fn has_built_in_people(&mut self) -> Result<bool, StoreError> {
        Ok(run!(optional(Uuid,), self, "select id from built_in_person limit 1")?.is_some())
    }

    async fn write_people(&mut self, people: &[BuiltInPerson]) -> Result<(), StoreError> {
        let texts = people.iter().map(|one| write_json("built_in_person", &one.person));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        let rows: Vec<_> = people.iter().zip(texts).collect();
        write_rows!(
            self,
            "built_in_person (id, username_key, name_key, person, created_at, updated_at)",
            "on conflict (id) do update set username_key = excluded.username_key, name_key = excluded.name_key,
                 person = excluded.person, updated_at = excluded.updated_at",
            rows,
            |row| row.0.id.0,
            username_key(&row.0.person.username),
            name_key(&row.0.person).into_bytes(),
            row.1.as_str(),
            row.0.created_at.0,
            row.0.updated_at.0,
        );
        Ok(())
    }

    async fn insert_people_words(&mut self, people: &[BuiltInPerson]) -> Result<(), StoreError> {
        let word = |one: &BuiltInPerson, word: String| (word.into_bytes(), one.id.0);
        let mut words: Vec<_> =
            people.iter().flat_map(|one| words(one).into_iter().map(|text| word(one, text))).collect();
        // In the order of the index: a long list then goes in as fast as the last page is filled.
        words.sort_unstable();
        write_rows!(
            self,
            "built_in_person_word (word, person_id)",
            "on conflict do nothing",
            words,
            |row| row.0.as_slice(),
            row.1,
        );
        Ok(())
    }

    async fn delete_people_words(&mut self, ids: &[BuiltInPersonId]) -> Result<(), StoreError> {
        self.execute_with_ids("delete from built_in_person_word where person_id in", ids).await
    }

    async fn execute_with_ids(
        &mut self,
        sql: &'static str,
        ids: &[BuiltInPersonId],
    ) -> Result<(), StoreError> {
        for ids in ids.chunks(ROWS_AT_ONCE) {
            let sql = AssertSqlSafe(format!("{sql} {}", places(1, ids.len())));
            match &mut self.on {
                EngineTx::Sqlite(tx, _) => {
                    let query = ids.iter().fold(sqlx::query(sql), |query, id| query.bind(id.0));
                    query.execute(&mut **tx).await?;
                }
                EngineTx::Postgres(tx) => {
                    let query = ids.iter().fold(sqlx::query(sql), |query, id| query.bind(id.0));
                    query.execute(&mut **tx).await?;
                }
            }
        }
        Ok(())
    }
}

/// Returns the words by which a person is found: username and name whole and in parts, and the address as a whole: the
/// words of its end are everybody's.
fn words(one: &BuiltInPerson) -> Vec<String> {
    let mut words = split_words(&one.person.username);
    words.extend(split_words(&one.person.full_name));
    words.extend(one.person.email.as_deref().and_then(email_word));
    words.sort_unstable();
    words.dedup();
    words
}

/// Returns the word that an address is found by.
fn email_word(email: &str) -> Option<String> {
    split_words(email).into_iter().next()
}
