#!/usr/bin/env bash
# Creates the app registration in Entra ID, the same as infra/entra/main.bicep. Needs az, logged in to the tenant. Can be repeated:
# it changes only what differs, and nothing of a registration that another deployment uses. Prints progress to standard error, and the two
# settings to standard output.
set -euo pipefail

usage() {
  cat <<'TEXT'
app-registration.sh --unique-name NAME --redirect-uri URI --identity ID [options]

  --unique-name NAME    identifies this registration, and never changes: the output ENTRA_UNIQUE_NAME of azd. Each deployment has its own
  --redirect-uri URI    where Entra sends the browser after a login: the output ENTRA_REDIRECT_URI of azd
  --identity ID         principal id of the app's managed identity: the output IDENTITY_PRINCIPAL_ID of azd
  --before-deployment   instead of the two: what can be made before there is an app; run it again with them afterwards
  --display-name NAME   shown to people who log in (default: Telnyx for MCP clients)
  --assign-owner WHO    assigns the role Owner to this object id, or to you: me
  --replace             takes the registration from the deployment that uses it: people cannot log in there any more
  --dry-run             prints what it would change, and changes nothing
TEXT
}

die() {
  echo "$*" >&2
  exit 1
}

note() { echo "$*" >&2; }

unique_name='' redirect_uri='' identity='' owner='' before=no replace=no dry_run=no
display_name='Telnyx for MCP clients'
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes; shift; continue ;;
    --replace) replace=yes; shift; continue ;;
    --before-deployment) before=yes; shift; continue ;;
    --help) usage; exit 0 ;;
    --redirect-uri | --identity | --unique-name | --display-name | --assign-owner) [ $# -ge 2 ] || die "$1 needs a value." ;;
    *) usage >&2; exit 2 ;;
  esac
  case $1 in
    --redirect-uri) redirect_uri=$2 ;;
    --identity) identity=$2 ;;
    --unique-name) unique_name=$2 ;;
    --display-name) display_name=$2 ;;
    --assign-owner) owner=$2 ;;
  esac
  shift 2
done

# These go into JSON and URLs as they are.
guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
[[ $unique_name =~ ^[A-Za-z0-9._()-]{3,120}$ ]] || die '--unique-name takes 3 to 120 letters, digits, ".", "_", "-" and parentheses.'
if [ "$before" = yes ]; then
  [[ -z $redirect_uri$identity ]] || die '--before-deployment takes neither --redirect-uri nor --identity.'
else
  [[ $redirect_uri =~ ^https://[A-Za-z0-9.-]+(:[0-9]+)?/auth/callback$ ]] || die '--redirect-uri must be https://HOST/auth/callback.'
  [[ $identity =~ $guid ]] || die '--identity must be the principal id (UUID) of the managed identity.'
fi
[[ $display_name =~ ^[A-Za-z0-9\ ._()-]{1,120}$ ]] || die '--display-name takes 1 to 120 letters, digits, spaces, ".", "_", "-" and parentheses.'
[[ -z $owner || $owner == me || $owner =~ $guid ]] || die '--assign-owner takes an object id (UUID), or me.'

graph='https://graph.microsoft.com/v1.0'
roles_file=$(cd "$(dirname "$0")" && pwd)/app-roles.json
roles=$(cat "$roles_file")
roles_wanted=$(grep -Eo '"(id|value)": "[^"]+"' "$roles_file" | cut -d'"' -f4 | paste -sd' ' -)
owner_role=$(grep -B1 '"value": "Owner"' "$roles_file" | grep -Eo '"id": "[^"]+"' | cut -d'"' -f4)

# get URL JMESPATH: prints the value; nothing for a missing object. Other errors end the script.
get() {
  local answer problem
  problem=$(mktemp)
  if answer=$(az rest --method get --url "$1" --query "$2" --output tsv 2>"$problem"); then
    rm -f "$problem"
    printf '%s' "$answer"
  elif grep -Eq 'ResourceNotFound|"?404|Not Found' "$problem"; then
    rm -f "$problem"
  else
    cat "$problem" >&2
    rm -f "$problem"
    die 'Microsoft Graph does not answer as it should. You need the right to register applications: see infra/entra/README.md.'
  fi
}

# change METHOD URL BODY [HEADERS]: sends the request, or prints it with --dry-run.
change() {
  local method=$1 url=$2 body=$3
  shift 3
  if [ "$dry_run" = yes ]; then
    printf 'would run: az rest --method %s --url %q --body %q\n' "$method" "$url" "$body" >&2
  else
    az rest --method "$method" --url "$url" --headers Content-Type=application/json "$@" --body "$body" --output none
  fi
}

tenant=$(az account show --query tenantId --output tsv)
[[ $tenant =~ $guid ]] || die 'Nobody is logged in: run az login.'
issuer="https://login.microsoftonline.com/$tenant/v2.0"
audience='api://AzureADTokenExchange'
application_url="$graph/applications(uniqueName='$unique_name')"

# 0. What there is. A registration is ours if it is empty, sends people to our redirect URI, or trusts our identity.
wanted="$display_name|AzureADMyOrg|2|$roles_wanted"
state="join('|', [displayName, signInAudience, to_string(api.requestedAccessTokenVersion), join(' ', appRoles[].[id, value][])])"
found=$(get "$application_url" "$state")
uris='' credentials='' object_id=''
if [ -n "$found" ]; then
  uris=$(get "$application_url" "join(' ', web.redirectUris)")
  object_id=$(get "$application_url" id)
  credentials=$(get "$graph/applications/$object_id/federatedIdentityCredentials" "value[].join('|', [issuer, subject, join(' ', audiences)])")
fi
# holds LIST ITEM, on lines or between spaces
holds() { printf '%s\n' "$1" | tr ' ' '\n' | grep -qxF -- "$2"; }
trusted="$issuer|$identity|$audience"
uris_wanted=$uris
if [ "$before" = no ] && ! holds "$uris" "$redirect_uri"; then
  if [ "$replace" = no ] && [ -n "$uris" ] && ! holds "$credentials" "$trusted"; then
    die "Another deployment uses the application $unique_name: it sends people to $uris
and does not trust this identity. Nothing was changed. Choose another --unique-name. --replace takes it over, which ends the login there."
  fi
  uris_wanted="$uris $redirect_uri"
fi
[ "$replace" = no ] || [ "$before" = yes ] || uris_wanted=$redirect_uri

# 1. The application
if [ -n "$found" ] && [ "$before" = yes ]; then
  note "application $unique_name: there already"
elif [ "$found" = "$wanted" ] && [ "$uris" = "$uris_wanted" ]; then
  note "application $unique_name: as it should be"
else
  note "application $unique_name: $([ -z "$found" ] && echo 'new' || echo 'brought up to date')"
  web=''
  if [ "$uris" != "$uris_wanted" ]; then
    # shellcheck disable=SC2086 # one word for each
    web="
  \"web\": {\"redirectUris\": [$(printf '"%s" ' $uris_wanted | sed 's/ $//; s/ /, /g')]},"
  fi
  change patch "$application_url" "{
  \"displayName\": \"$display_name\",
  \"signInAudience\": \"AzureADMyOrg\",
  \"api\": {\"requestedAccessTokenVersion\": 2},$web
  \"appRoles\": $roles
}" Prefer=create-if-missing
fi
if [ "$dry_run" = yes ] && [ -z "$found" ]; then
  note 'The rest depends on its id: service principal (assignment required), federated credential, role Owner.'
  [ "$before" = yes ] || note "  issuer $issuer, subject $identity, audience $audience"
  exit 0
fi
app_id=$(get "$application_url" appId)
object_id=$(get "$application_url" id)
[[ $app_id =~ $guid && $object_id =~ $guid ]] || die 'The application is not there yet. Entra needs a moment: run this again.'

# 2. The service principal: only people who are assigned may log in
principal_url="$graph/servicePrincipals(appId='$app_id')"
tag='WindowsAzureActiveDirectoryIntegratedApp'
principal=$(get "$principal_url" "join('|', [to_string(appRoleAssignmentRequired), to_string(contains(tags, '$tag'))])")
principal_body="{\"appRoleAssignmentRequired\": true, \"tags\": [\"$tag\"]"
case $principal in
  'true|true') note 'service principal: as it should be' ;;
  '')
    note 'service principal: new'
    change post "$graph/servicePrincipals" "$principal_body, \"appId\": \"$app_id\"}"
    ;;
  *)
    note 'service principal: brought up to date'
    change patch "$principal_url" "$principal_body}"
    ;;
esac

# 3. The managed identity authenticates the application: no secret. What others trust stays.
if [ "$before" = no ]; then
  credentials_url="$graph/applications/$object_id/federatedIdentityCredentials"
  if holds "$credentials" "$trusted"; then
    note 'federated credential: as it should be'
  else
    name='managed-identity'
    [ -z "$credentials" ] || [ "$replace" = yes ] || name="managed-identity-${identity%%-*}"
    note "federated credential: $([ -n "$credentials" ] && [ "$replace" = yes ] && echo 'replaced' || echo 'new')"
    change patch "$credentials_url(name='$name')" "{
  \"issuer\": \"$issuer\",
  \"subject\": \"$identity\",
  \"audiences\": [\"$audience\"],
  \"description\": \"The managed identity of the function app\"
}" Prefer=create-if-missing
  fi
fi

# 4. A person with the role Owner
if [ -n "$owner" ]; then
  [ "$owner" != me ] || owner=$(az ad signed-in-user show --query id --output tsv)
  principal_id=$(get "$principal_url" id)
  if [ -z "$principal_id" ]; then
    note 'role Owner: it needs the service principal first'
  else
    assigned=$(get "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" "length(value[?principalId=='$owner' && appRoleId=='$owner_role'])")
    if [ "$assigned" = 0 ] || [ -z "$assigned" ]; then
      note "role Owner: given to $owner"
      change post "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" \
        "{\"principalId\": \"$owner\", \"resourceId\": \"$principal_id\", \"appRoleId\": \"$owner_role\"}"
    else
      note "role Owner: $owner has it"
    fi
  fi
elif [ "$before" = no ]; then
  note 'role Owner: given to nobody here. Without one of the four roles nobody has access (infra/entra/README.md).'
fi

echo "ENTRA_CLIENT_ID=$app_id"
echo "ENTRA_TENANT_ID=$tenant"
