-- Who was erased, by keyed hash of a source and its own identifier: whatever comes in about them is dropped.
create table suppression (
  hash      text        primary key,
  erased_at timestamptz not null
);

-- A tombstone has no payload.
alter table outbox alter column payload drop not null;

-- Payloads that are still kept, the oldest first.
create index journal_payload on journal (finished_at) where raw is not null and finished_at is not null;
