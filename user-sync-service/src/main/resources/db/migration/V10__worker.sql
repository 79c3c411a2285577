-- Which replicas live: what a dead one had in hand need not wait for its leases to lapse.
create table worker (
  id          text        primary key,
  alive_until timestamptz not null
);
alter table person add column lease_owner text;
