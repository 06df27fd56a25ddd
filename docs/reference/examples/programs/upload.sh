set -euo pipefail

ID=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n' |
  sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/\1-\2-4\3-8\4-\5/')
echo "Remember this id, it deletes the picture: $ID"

curl -sS --fail-with-body --max-time 90 -o answer.json "$FILE_SERVICE_URL/api/v1/file/uploads" \
  -F "id=$ID" -F 'image=@photo.png;type=image/png'

LINK=$(grep -oE 'https?://[^"]+' answer.json | head -n 1)
echo "$LINK"
curl -sS --fail --max-time 60 -o result.png "$LINK"
