set -euo pipefail

curl -sS --fail-with-body --max-time 90 -X DELETE "$FILE_SERVICE_URL/api/v1/file/delete/$FILE_ID"
