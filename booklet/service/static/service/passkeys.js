// Says on the page what a device or browser did not do with a passkey.
"use strict"
document.addEventListener("allauth.error", event => {
  event.preventDefault()
  document.getElementById("passkey-fault").hidden = false
})
