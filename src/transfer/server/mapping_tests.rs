//! How columns are guessed, and how a mapping form is read.

use super::mapping::{guess, parse_mapping};
use super::reading::{ReadingError, read};
use super::test_support::{circumstances, guessed};
use crate::transfer::model::{
    DateOrder, Field, Mapping, MappingFault, MappingReason, PainTarget, Preset,
};

fn columns(text: &str) -> Vec<Field> {
    guessed(text.as_bytes()).columns
}

#[test]
fn headings_are_understood() {
    use Field::{
        Date, Day, End, Headache, Ignore, MedicineCount, MedicineName, Month, Notes, Severity,
        Start, Year,
    };
    let cases: [(&str, Vec<Field>); 9] = [
        (
            "Year,Month,Day,Headache\n2021,1,2,0",
            vec![Year, Month, Day, Headache],
        ),
        (
            "Day,Headache (0/1),Pain [0-10]\n2021-01-02,0,0",
            vec![Date, Headache, Severity],
        ),
        (
            "Datum;Kopfschmerzen;Stärke;Tabletten;Bemerkungen\n1.2.21;ja;3;2;x",
            vec![Date, Headache, Severity, MedicineCount, Notes],
        ),
        (
            "Jahr;Monat;Tag;Kopfweh\n2021;2;1;nein",
            vec![Year, Month, Day, Headache],
        ),
        (
            "date;mal de tête;intensité;médicaments;commentaires\n1/2/21;oui;3;Triptan;x",
            vec![Date, Headache, Severity, MedicineName, Notes],
        ),
        (
            "start_time,end_time,pain level,medication\na,b,3,Ibuprofen",
            vec![Start, End, Severity, MedicineName],
        ),
        ("Started,Ended,Medication\na,b,2", vec![Start, End, Ignore]),
        // A column of points on a scale, whatever it is called.
        (
            "date,headache\n2021-01-01,7\n2021-01-02,0\n2021-01-03,5",
            vec![Date, Severity],
        ),
        (
            "date,note,comment,headache,headache,weather\n2021-01-01,a,b,1,1,sun",
            vec![Date, Notes, Notes, Headache, Ignore, Ignore],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(columns(text), expected, "{text}");
    }
}

#[test]
fn presets_follow_from_the_columns() {
    let preset = |text: &str| guessed(text.as_bytes()).preset;
    assert_eq!(preset("date,headache\n2021-01-01,1"), Preset::Daily);
    assert_eq!(
        preset("start,end\n2021-01-01 10:00,2021-01-01 12:00"),
        Preset::Free
    );
    assert_eq!(preset("date,weather\n2021-01-01,sun"), Preset::Free);
    assert_eq!(
        preset("kind,id,day,start,end,zone,course,recorded\na,b,c,d,e,f,g,h"),
        Preset::Own
    );

    let text = b"date,start,end,headache,pills\n2021-01-01,10:00,12:00,1,2";
    let of = |preset| guess(text, Some(preset)).expect("a readable file").1;
    assert_eq!(
        of(Preset::Daily).columns,
        [
            Field::Date,
            Field::Ignore,
            Field::Ignore,
            Field::Headache,
            Field::MedicineCount,
        ]
    );
    assert_eq!(
        of(Preset::Free).columns,
        [
            Field::Date,
            Field::Start,
            Field::End,
            Field::Headache,
            Field::Ignore,
        ]
    );
    assert_eq!(of(Preset::Own).columns, []);
}

fn example() -> Mapping {
    let text = b"date,headache,severity\n1/2/2021,1,3\n2/2/2021,0,0\n3/2/2021,1,terrible";
    guess(text, None).expect("a readable file").1
}

#[test]
fn a_mapping_survives_its_form() {
    let mapping = example();
    assert_eq!(mapping.date_order, None);
    assert_eq!(parse_mapping(&mapping.fields()), Ok(mapping.clone()));
    let chosen = Mapping {
        date_order: Some(DateOrder::Dmy),
        ..mapping
    };
    assert_eq!(parse_mapping(&chosen.fields()), Ok(chosen.clone()));
    let json = serde_json::to_string(&chosen).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Mapping>(&json).expect("the same"),
        chosen
    );
}

fn with(mapping: &Mapping, name: &str, value: Option<&str>) -> Vec<(String, String)> {
    let mut fields = mapping.fields();
    fields.retain(|(field, _)| field != name);
    fields.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    fields
}

#[test]
fn a_form_with_values_of_its_own_is_refused_by_name() {
    let mapping = example();
    for name in [
        "preset",
        "encoding",
        "delimiter",
        "decimal_mark",
        "date_order",
        "column_1",
    ] {
        let fault = MappingFault {
            field: name.to_owned(),
            reason: MappingReason::Unknown,
        };
        assert_eq!(
            parse_mapping(&with(&mapping, name, Some("x"))),
            Err(vec![fault]),
            "{name}"
        );
    }
    let faults = parse_mapping(&with(&mapping, "preset", None)).expect_err("no preset");
    assert_eq!(faults[0].reason, MappingReason::Absent);
    assert_eq!(parse_mapping(&[]).expect_err("nothing").len(), 5);
    let bad = with(&mapping, "severity_target_0", Some("11"));
    assert_eq!(
        parse_mapping(&bad).expect_err("a level above 10")[0].field,
        "severity_target_0"
    );
}

#[test]
fn a_severity_left_open_stays_open() {
    let open = parse_mapping(&with(&example(), "severity_target_0", Some(""))).expect("a mapping");
    assert_eq!(open.severities.len(), 2);
    assert_eq!(open.severities.get("terrible"), Some(&PainTarget::Unknown));
}

fn refused(text: &str, change: impl FnOnce(&mut Mapping)) -> Vec<MappingReason> {
    let mut mapping = guessed(text.as_bytes());
    change(&mut mapping);
    match read(text.as_bytes(), &mapping, &circumstances()) {
        Err(ReadingError::Mapping(faults)) => faults.iter().map(|fault| fault.reason).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_mapping_that_does_not_fit_is_refused() {
    use Field::{Date, End, Headache, Ignore, MedicineCount, Start, Year};
    let text = "a,b,c\n1/2/2021,1,2";
    let of = |columns: [Field; 3]| {
        refused(text, |mapping| {
            mapping.columns = columns.to_vec();
            mapping.date_order = Some(DateOrder::Dmy);
        })
    };
    assert_eq!(of([Date, Headache, Headache]), [MappingReason::Repeated]);
    assert_eq!(of([Ignore, Headache, Ignore]), [MappingReason::DateNeeded]);
    assert_eq!(
        of([Year, Headache, Ignore]),
        [MappingReason::DateIncomplete]
    );
    assert_eq!(
        of([Date, Year, Headache]),
        [MappingReason::DateIncomplete, MappingReason::DateTwice]
    );
    assert_eq!(of([Date, Ignore, Ignore]), [MappingReason::NothingMapped]);
    assert_eq!(of([Date, Headache, End]), [MappingReason::StartNeeded]);
    assert_eq!(
        of([Start, MedicineCount, Ignore]),
        [MappingReason::CountBesideStart]
    );
    let count = refused(text, |mapping| mapping.columns = vec![Date, Headache]);
    assert!(count.contains(&MappingReason::ColumnCount));
    let order = refused(text, |mapping| {
        mapping.columns = vec![Date, Headache, Ignore]
    });
    assert_eq!(order, [MappingReason::DateOrderNeeded]);
    assert_eq!(
        refused(text, |mapping| mapping.preset = Preset::Own),
        [MappingReason::NotOwn]
    );
}

#[test]
fn no_order_is_needed_where_dates_have_none() {
    let text = b"date,headache\n20 Dec 2020,1\n21 Dec 2020,0\n";
    let mapping = guessed(text);
    assert_eq!(mapping.date_order, None);
    let reading = read(text, &mapping, &circumstances()).expect("a readable file");
    assert_eq!((reading.entries.len(), reading.faults.len()), (2, 0));
}
