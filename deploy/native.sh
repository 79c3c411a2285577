#!/bin/sh
# Builds the three services as native executables, in Mandrel's container (needs Docker or Podman), and runs them on the
# production overlay's environment with real PostgreSQL, Redis and Kafka. MARCH: docs/adr/0020-native-march.md.
set -eu
cd "$(dirname "$0")/.."
case $(uname -m) in
  aarch64 | arm64) march=armv8.1-a+aes ;;
  *) march=skylake ;;
esac
./mvnw -B -ntp package -DskipTests -pl token-service,user-sync-service,course-service -am \
  -Dquarkus.native.enabled=true -Dquarkus.package.jar.enabled=false -Dquarkus.native.container-build=true \
  -Dquarkus.native.builder-image=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 \
  -Dquarkus.native.march="${MARCH:-$march}"
# Beside them the JVM form, since that is where the checks read names of settings and ports.
./mvnw -B -ntp verify -pl deploy/checks -am -Disthmus.native=true -Dtest=none -Dit.test=ProductionEnvironmentIT \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
