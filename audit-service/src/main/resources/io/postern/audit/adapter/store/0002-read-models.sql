CREATE TABLE postern_audit.sessions (
  session_id       text        NOT NULL,
  issuer           text,
  subject          text,
  groups           text[],
  database_name    text,
  database_role    text,
  client_address   text,
  application_name text,
  encrypted        boolean,
  first_fact_at    timestamptz NOT NULL,
  last_fact_at     timestamptz NOT NULL,
  opened_at        timestamptz,
  refused_at       timestamptz,
  closed_at        timestamptz,
  end_sql_state    text,
  end_reason       text,
  started_at       timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(opened_at, refused_at, first_fact_at)) STORED,
  facts            bigint      NOT NULL,
  statements       bigint      NOT NULL,
  allowed          bigint      NOT NULL,
  denied           bigint      NOT NULL,
  parked           bigint      NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (session_id)
);
CREATE INDEX sessions_started_idx ON postern_audit.sessions (started_at, session_id);
CREATE INDEX sessions_subject_idx ON postern_audit.sessions (subject, started_at, session_id);
CREATE INDEX sessions_database_idx ON postern_audit.sessions (database_name, started_at, session_id);

COMMENT ON TABLE postern_audit.sessions IS 'One row per session, derived from events; can be rebuilt from there.';
COMMENT ON COLUMN postern_audit.sessions.issuer IS 'Issuer of the token; null where no token was believed, or the opening is not on record.';
COMMENT ON COLUMN postern_audit.sessions.opened_at IS 'Null where the connection was refused, or the opening is not on record.';
COMMENT ON COLUMN postern_audit.sessions.refused_at IS 'When the connection was turned away; null for sessions.';
COMMENT ON COLUMN postern_audit.sessions.closed_at IS 'Null while the session is open, and where its end is not on record.';
COMMENT ON COLUMN postern_audit.sessions.end_sql_state IS 'SQLSTATE with which the connection was turned away.';
COMMENT ON COLUMN postern_audit.sessions.started_at IS 'Orders sessions: when opened or refused, else the first fact on record.';
COMMENT ON COLUMN postern_audit.sessions.facts IS 'Rows in events.';
COMMENT ON COLUMN postern_audit.sessions.statements IS 'Submitted statements; those neither allowed, denied nor parked had no decision.';

CREATE TABLE postern_audit.statements (
  session_id      text   NOT NULL,
  statement_id    text   NOT NULL,
  first_sequence  bigint NOT NULL,
  first_fact_at   timestamptz NOT NULL,
  submitted_at    timestamptz,
  protocol        text,
  kind            text,
  fingerprint     text,
  shape           text,
  verdict         text,
  parked_at       timestamptz,
  parked_until    timestamptz,
  approval_id     text,
  resumed_at      timestamptz,
  approver        text,
  refused_at      timestamptz,
  completed_at    timestamptz,
  outcome         text,
  sql_state       text,
  row_count       bigint,
  byte_count      bigint,
  duration_micros bigint,
  CONSTRAINT statements_pkey PRIMARY KEY (session_id, statement_id)
);
CREATE INDEX statements_story_idx ON postern_audit.statements (session_id, first_sequence, statement_id);
CREATE INDEX statements_first_fact_idx ON postern_audit.statements (first_fact_at);
CREATE INDEX statements_fingerprint_idx ON postern_audit.statements (fingerprint, first_fact_at);
CREATE INDEX statements_verdict_idx ON postern_audit.statements (verdict, first_fact_at);
CREATE INDEX statements_waiting_idx ON postern_audit.statements (session_id)
  WHERE verdict = 'PARK' AND resumed_at IS NULL AND refused_at IS NULL AND completed_at IS NULL;

COMMENT ON TABLE postern_audit.statements IS
  'One row per statement, derived from events; can be rebuilt from there. Holds no constants: exact texts are in events.avro.';
COMMENT ON COLUMN postern_audit.statements.first_sequence IS 'Lowest events.sequence of the statement: the order within the session.';
COMMENT ON COLUMN postern_audit.statements.first_fact_at IS 'When the first fact on record happened; usually submitted_at.';
COMMENT ON COLUMN postern_audit.statements.submitted_at IS 'Null where the submission is not on record.';
COMMENT ON COLUMN postern_audit.statements.fingerprint IS 'Hex digest of the shape.';
COMMENT ON COLUMN postern_audit.statements.shape IS 'The text with constants as numbered slots.';
COMMENT ON COLUMN postern_audit.statements.verdict IS 'ALLOW, DENY, PARK, or UNKNOWN where no decision could be had.';
COMMENT ON COLUMN postern_audit.statements.approver IS 'Subject of who approved or refused.';
COMMENT ON COLUMN postern_audit.statements.outcome IS
  'SUCCEEDED, FAILED, SKIPPED, or UNKNOWN where the connection ended first. Null: none on record; unless denied or refused, it may have run.';
COMMENT ON COLUMN postern_audit.statements.sql_state IS 'Of the refusal or of the error; null without either.';
COMMENT ON COLUMN postern_audit.statements.byte_count IS 'Bytes of protocol messages sent to the client.';
