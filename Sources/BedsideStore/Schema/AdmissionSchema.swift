import BedsideDomain

extension SchemaText {
    /// A person's data: the same columns on a slip (as ordered) and in `patients` (as confirmed at the bedside).
    private static let person =
        """
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            sex TEXT NOT NULL CHECK (sex IN (\(words(Sex.self)))),
            birth_day INTEGER NOT NULL CHECK (birth_day BETWEEN -43829 AND 84371),
            identity_kind TEXT NOT NULL CHECK (identity_kind IN (\(words(IdentityDocument.Kind.self)))),
            identity_number TEXT NOT NULL CHECK ((identity_kind = 'none') = (identity_number = '')),
            nationality TEXT NOT NULL CHECK (length(nationality) <= 40),
            ethnicity TEXT NOT NULL CHECK (length(ethnicity) <= 40),
            phone TEXT NOT NULL CHECK (length(phone) <= 15),
            address TEXT NOT NULL CHECK (length(address) <= 200),
            contact_name TEXT NOT NULL CHECK (length(contact_name) <= 100),
            contact_relation TEXT NOT NULL CHECK (length(contact_relation) <= 40),
            contact_phone TEXT NOT NULL CHECK (length(contact_phone) <= 15)
        """

    /// Slips, patients, stays and consents. Every other table of a stay hangs on its number, `admission_orders.encounter`,
    /// so that charges may come before the patient does. Days are counted from 1970-01-01.
    static let admission =
        """
        CREATE TABLE admission_orders(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL UNIQUE CHECK (length(encounter) BETWEEN 1 AND 64),
            patient TEXT NOT NULL CHECK (length(patient) BETWEEN 1 AND 64),
            \(person),
            ward TEXT NOT NULL,
            bed TEXT NOT NULL,
            doctor TEXT NOT NULL CHECK (length(doctor) BETWEEN 1 AND 100),
            diagnosis_code TEXT NOT NULL CHECK (length(diagnosis_code) BETWEEN 1 AND 40),
            diagnosis_name TEXT NOT NULL CHECK (length(diagnosis_name) BETWEEN 1 AND 200),
            condition TEXT NOT NULL CHECK (length(condition) BETWEEN 1 AND 20),
            allergies TEXT NOT NULL CHECK (length(allergies) <= 200),
            admission_count INTEGER NOT NULL CHECK (admission_count BETWEEN 1 AND 1000),
            payer TEXT NOT NULL CHECK (payer IN (\(words(PayerClass.self)))),
            insurance_credential TEXT NOT NULL CHECK (length(insurance_credential) <= 64),
            insurance_place TEXT NOT NULL CHECK (length(insurance_place) <= 20),
            deposit_fen INTEGER NOT NULL CHECK (deposit_fen BETWEEN 0 AND 9999999999),
            issued_ms INTEGER NOT NULL,
            FOREIGN KEY (ward, bed) REFERENCES beds(ward, id),
            CHECK (payer = 'self-pay' OR insurance_credential <> '')
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX admission_orders_identity ON admission_orders(identity_number);
        CREATE INDEX admission_orders_voucher ON admission_orders(insurance_credential);
        CREATE INDEX admission_orders_bed ON admission_orders(ward, bed);

        CREATE TABLE patients(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            \(person)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX patients_identity ON patients(identity_number, identity_kind)
            WHERE identity_number <> '';

        CREATE TABLE encounters(
            number TEXT PRIMARY KEY NOT NULL REFERENCES admission_orders(encounter),
            admission_order TEXT NOT NULL UNIQUE REFERENCES admission_orders(id),
            patient TEXT NOT NULL REFERENCES patients(id),
            bed TEXT NOT NULL REFERENCES beds(id),
            admitted_ms INTEGER NOT NULL,
            confirmed_by TEXT NOT NULL REFERENCES staff(id),
            state TEXT NOT NULL CHECK (state IN ('in-ward', 'awaiting-settlement', 'settled', 'cancelled')),
            -- When the state began.
            state_ms INTEGER NOT NULL,
            settlement TEXT REFERENCES settlements(id) DEFERRABLE INITIALLY DEFERRED,
            CHECK ((state = 'settled') = (settlement IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX encounters_one_per_patient ON encounters(patient)
            WHERE state IN ('in-ward', 'awaiting-settlement');
        CREATE UNIQUE INDEX encounters_one_per_bed ON encounters(bed) WHERE state IN ('in-ward', 'awaiting-settlement');
        -- For the deferred key: without it each settlement would look through every stay.
        CREATE INDEX encounters_of_settlement ON encounters(settlement);
        CREATE INDEX encounters_of_patient ON encounters(patient, admitted_ms);
        CREATE TRIGGER encounters_final BEFORE UPDATE ON encounters WHEN OLD.state IN ('settled', 'cancelled')
            BEGIN SELECT RAISE(ABORT, 'this stay is over'); END;
        CREATE TRIGGER encounters_fixed
            BEFORE UPDATE OF number, admission_order, patient, bed, admitted_ms, confirmed_by ON encounters
            BEGIN SELECT RAISE(ABORT, 'how a stay began is fixed'); END;
        CREATE TRIGGER encounters_kept BEFORE DELETE ON encounters
            BEGIN SELECT RAISE(ABORT, 'encounters are kept'); END;
        -- A slip is used once, and stays as it was used.
        CREATE TRIGGER admission_orders_used_fixed BEFORE UPDATE ON admission_orders
            WHEN EXISTS (SELECT 1 FROM encounters WHERE admission_order = OLD.id)
            BEGIN SELECT RAISE(ABORT, 'a used slip is fixed'); END;
        CREATE TRIGGER admission_orders_kept BEFORE DELETE ON admission_orders
            BEGIN SELECT RAISE(ABORT, 'slips are kept'); END;

        CREATE TABLE consents(
            encounter TEXT NOT NULL REFERENCES encounters(number),
            consent TEXT NOT NULL CHECK (consent IN (\(words(Consent.self)))),
            given_ms INTEGER NOT NULL,
            PRIMARY KEY (encounter, consent)
        ) STRICT, WITHOUT ROWID;
        \(appendOnly("consents"))
        """
}
