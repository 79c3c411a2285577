-- Events on their way out, written in the transaction that decided them. Columns as Debezium's outbox names them.
create table outbox (
  seq           bigint generated always as identity primary key,
  id            uuid        not null unique,
  aggregatetype text        not null,
  aggregateid   text        not null,
  type          text        not null,
  payload       text        not null,
  created_at    timestamptz not null
);
comment on column outbox.aggregatetype is 'The topic.';
comment on column outbox.aggregateid is 'The Kafka key.';
