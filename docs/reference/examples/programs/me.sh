set -euo pipefail

curl -sS --fail-with-body --max-time 30 "$APIFRAME_V2_API_URL/v2/me" -A "$USER_AGENT" -H "X-API-Key: $APIFRAME_V2_API_KEY"
