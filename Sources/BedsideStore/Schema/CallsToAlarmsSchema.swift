extension SchemaText {
    /// The calls of the first versions become history beside the alarms, which took their place. One that nobody had
    /// attended stays without an end there.
    static let callsToAlarms =
        """
        INSERT INTO alarms(id, revision, place, kind, origin, raised_ms, occurrences, accepted_ms, accepted_by,
                           attended_ms, attended_by, highest_level, suppressions, closed_ms, ending)
            SELECT 'call-' || c.number, 1, coalesce(b.label, '?'), 'call', 'kiosk', c.raised_ms, c.raises, NULL, NULL,
                   c.attended_ms, c.attended_by, 1, 0, c.attended_ms,
                   CASE WHEN c.attended_ms IS NULL THEN NULL ELSE 'attended' END
            FROM help_calls c LEFT JOIN encounters e ON e.number = c.encounter LEFT JOIN beds b ON b.id = e.bed;
        DROP TRIGGER help_calls_kept;
        DROP TABLE help_calls;
        """
}
