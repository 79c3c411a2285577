#!/bin/bash
# train.sh PORT COMMAND...: starts the service with nothing around it, asks what every start and every probe asks, and
# stops it, so that the JVM writes its AOT cache.
set -u
port=$1
shift
ask() {
  (exec 3<> "/dev/tcp/127.0.0.1/$port" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3 && cat <&3) 2>/dev/null
}
export QUARKUS_HTTP_PORT=$port QUARKUS_HTTP_HOST=127.0.0.1
"$@" &
service=$!
for _ in $(seq 1 600); do
  kill -0 "$service" 2>/dev/null || { echo "the service did not start" >&2; exit 1; }
  ask /q/health/live | grep -q '"UP"' && break
  sleep 0.2
done
for path in /q/health/ready /q/health/live /q/metrics /q/openapi /v1/nothing; do
  ask "$path" >/dev/null
done
kill "$service"
wait "$service"
[ $? -eq 143 ]
