#!/bin/sh
# Installs Drupal if it is not, and gives Isthmus what it needs: JSON:API that may be written, HTTP Basic, the profile
# fields, a role and the service account. Runs in the container:
#   docker compose exec drupal /opt/isthmus/bootstrap.sh
# May be run again: what is there stays.
set -eu
cd /opt/drupal
drush() { vendor/bin/drush --yes "$@"; }
if ! drush status --field=bootstrap 2>/dev/null | grep -q Successful; then
  drush site:install standard --site-name=Drupal --account-name=admin --account-pass="$DRUPAL_ADMIN_PASSWORD" \
    --db-url="mysql://root:$DRUPAL_DATABASE_PASSWORD@$DRUPAL_DATABASE_HOST/drupal"
fi
drush pm:install jsonapi basic_auth
drush config:set jsonapi.settings read_only 0
for field in first_name last_name city country; do
  drush php:eval "
    use Drupal\field\Entity\FieldConfig;
    use Drupal\field\Entity\FieldStorageConfig;
    if (!FieldStorageConfig::loadByName('user', 'field_$field')) {
      FieldStorageConfig::create(['field_name' => 'field_$field', 'entity_type' => 'user', 'type' => 'string'])->save();
      FieldConfig::create(['field_name' => 'field_$field', 'entity_type' => 'user', 'bundle' => 'user', 'label' => '$field'])->save();
    }"
done
drush role:create isthmus Isthmus 2>/dev/null || true
drush role:perm:add isthmus 'administer users,access user profiles'
drush user:create isthmus --mail=isthmus@example.org --password="$CMS_PASSWORD" 2>/dev/null \
  || drush user:password isthmus "$CMS_PASSWORD"
drush user:role:add isthmus isthmus
chown -R www-data:www-data web/sites/default
echo "Drupal is ready at http://localhost:8081"
