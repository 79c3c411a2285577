#!/bin/sh
# The topics of contracts/asyncapi.yaml. $1: host and port of Kafka
set -eu
create() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$server" --create --if-not-exists \
    --partitions 3 --replication-factor 1 --config max.message.bytes=8388608 --topic "$@"
}
server=$1
create isthmus.cms.users --config retention.ms=604800000
create isthmus.lms.users --config retention.ms=604800000
create isthmus.lms.courses --config retention.ms=604800000
create isthmus.sso.logins --config retention.ms=604800000
create isthmus.sync.outcomes --config retention.ms=604800000
create isthmus.identity.erasures --config retention.ms=604800000
create isthmus.identity.links --config cleanup.policy=compact
