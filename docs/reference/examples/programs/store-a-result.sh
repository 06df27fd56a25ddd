set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o answer.json "$FREEPIK_API_URL/v1/ai/mystic" \
  -A "$USER_AGENT" -H "$FREEPIK_API_HEADER: $FREEPIK_API_KEY" -H 'content-type: application/json' \
  -d '{ "prompt": "a red fox in the snow" }'
TASK=$(grep -oE '"task_id" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
echo "Task $TASK"

END=$((SECONDS + 900))
STATUS=CREATED
# the links may come some looks after the word
until [ "$STATUS" = COMPLETED ] && grep -qE 'https?://' answer.json; do
  case "$STATUS" in FAILED | CANCELLED) cat answer.json >&2; exit 1 ;; esac
  if [ "$SECONDS" -gt "$END" ]; then echo "Still not finished" >&2; exit 1; fi
  sleep 3
  curl -sS --fail-with-body --retry 3 --max-time 30 -o answer.json "$FREEPIK_API_URL/v1/ai/mystic/$TASK" \
    -A "$USER_AGENT" -H "$FREEPIK_API_HEADER: $FREEPIK_API_KEY"
  STATUS=$(grep -oE '"status" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
done
curl -sS --fail --max-time 60 -o result.png "$(grep -oE 'https?://[^"]+' answer.json | head -n 1)"

curl -sS --fail-with-body --max-time 90 -o stored.json "$FILE_SERVICE_URL/api/v1/file/uploads" \
  -F "id=$TASK" -F 'image=@result.png;type=image/png'
grep -oE 'https?://[^"]+' stored.json | head -n 1
