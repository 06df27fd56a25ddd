set -euo pipefail

curl -sS --fail-with-body --max-time 30 "$APIFRAME_API_URL/account" -A "$USER_AGENT" -H "Authorization: $APIFRAME_API_KEY"
