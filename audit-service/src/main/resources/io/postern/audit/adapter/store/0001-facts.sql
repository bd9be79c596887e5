CREATE TABLE postern_audit.events (
  event_id      text        NOT NULL,
  session_id    text        NOT NULL,
  statement_id  text,
  producer      text        NOT NULL,
  sequence      bigint      NOT NULL,
  type          text        NOT NULL,
  occurred_at   timestamptz NOT NULL,
  log_topic     text        NOT NULL,
  log_partition integer     NOT NULL,
  log_offset    bigint      NOT NULL,
  recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  avro          bytea       NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (event_id),
  CONSTRAINT events_log_position_key UNIQUE (log_topic, log_partition, log_offset)
);
CREATE INDEX events_session_sequence_idx ON postern_audit.events (session_id, producer, sequence);
CREATE INDEX events_session_statement_idx ON postern_audit.events (session_id, statement_id);
CREATE INDEX events_occurred_idx ON postern_audit.events (occurred_at);

COMMENT ON TABLE postern_audit.events IS
  'Every fact of the session log, once, as it was written. Append-only: UPDATE, DELETE and TRUNCATE are refused.';
COMMENT ON COLUMN postern_audit.events.event_id IS 'Unique id that the producer gave the fact.';
COMMENT ON COLUMN postern_audit.events.statement_id IS 'Null for facts about the session itself.';
COMMENT ON COLUMN postern_audit.events.producer IS 'The process that wrote the fact.';
COMMENT ON COLUMN postern_audit.events.sequence IS
  'Counts, from 0, what the producer wrote about the session; a hole is a fact that is not on record.';
COMMENT ON COLUMN postern_audit.events.type IS
  'session_opened, session_refused, session_closed, statement_submitted, statement_parked, statement_resumed, statement_refused or statement_completed.';
COMMENT ON COLUMN postern_audit.events.occurred_at IS 'When it happened, by the clock of the producer.';
COMMENT ON COLUMN postern_audit.events.log_topic IS 'Kafka topic, with log_partition and log_offset the place of the record.';
COMMENT ON COLUMN postern_audit.events.recorded_at IS 'When it was stored here, by the clock of this server.';
COMMENT ON COLUMN postern_audit.events.avro IS
  'The record as it is on the log: Avro single-object encoding. Statement texts and parameters are in here and in no other column.';

CREATE TABLE postern_audit.unreadable_records (
  log_topic     text        NOT NULL,
  log_partition integer     NOT NULL,
  log_offset    bigint      NOT NULL,
  reason        text        NOT NULL,
  key           bytea,
  value         bytea,
  recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT unreadable_records_pkey PRIMARY KEY (log_topic, log_partition, log_offset, reason)
);
COMMENT ON TABLE postern_audit.unreadable_records IS
  'Records of the session log that could not be taken as facts, kept as they are. Append-only. Any row here deserves a look.';
COMMENT ON COLUMN postern_audit.unreadable_records.reason IS 'Why the record is here and not in events.';
COMMENT ON COLUMN postern_audit.unreadable_records.value IS 'The record''s bytes; null where it had none.';

CREATE TABLE postern_audit.log_offsets (
  log_topic     text    NOT NULL,
  log_partition integer NOT NULL,
  next_offset   bigint  NOT NULL,
  CONSTRAINT log_offsets_pkey PRIMARY KEY (log_topic, log_partition),
  CONSTRAINT log_offsets_next_offset_check CHECK (next_offset >= 0)
);
COMMENT ON TABLE postern_audit.log_offsets IS
  'How far each partition of the log was stored. Changed only in the transaction that stores the records before it.';
COMMENT ON COLUMN postern_audit.log_offsets.next_offset IS 'Offset of the first record that is not stored yet.';

CREATE FUNCTION postern_audit.refuse_change() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
COMMENT ON FUNCTION postern_audit.refuse_change() IS 'Trigger: refuses whatever changes or removes rows.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postern_audit.events
  FOR EACH STATEMENT EXECUTE FUNCTION postern_audit.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postern_audit.unreadable_records
  FOR EACH STATEMENT EXECUTE FUNCTION postern_audit.refuse_change();

REVOKE UPDATE, DELETE, TRUNCATE ON postern_audit.events, postern_audit.unreadable_records FROM CURRENT_USER;
