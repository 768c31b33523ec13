"""Addresses of this room."""

from django.urls import path

from puntari.recruitment.views import letters, me, phone, register, sample, volunteers

DESK = "desk/panels/<slug:slug>/"
SAMPLE, IMPORT, LETTERS = f"{DESK}sample/", f"{DESK}sample/imports/<int:pk>/", f"{DESK}sample/letters/"
PEOPLE, PHONE = f"{DESK}registration/", f"{DESK}phone/"

urlpatterns = [
    path("i/", register.register_code, name="register-code"),
    path("i/<str:code>/", register.register, name="register"),
    path("i/<str:code>/done/", register.register_done, name="register-done"),
    path("i/<str:code>/link/", register.register_link, name="register-link"),
    path("i/<str:code>/no/", register.register_no, name="register-no"),
    path("me/<str:token>/", me.me, name="me"),
    path("me/<str:token>/contact/", me.contact, name="me-contact"),
    path("me/<str:token>/future/", me.future, name="me-future"),
    path("me/<str:token>/consents/<slug:topic>/take-back/", me.take_back, name="me-take-back"),
    path("me/<str:token>/withdraw/", me.withdraw, name="me-withdraw"),
    path("me/<str:token>/data.json", me.data, name="me-data"),
    path(SAMPLE, sample.overview, name="desk-sample"),
    path(f"{SAMPLE}upload/", sample.upload, name="desk-sample-upload"),
    path(IMPORT, sample.import_status, name="desk-sample-import"),
    path(f"{IMPORT}columns/", sample.columns, name="desk-sample-columns"),
    path(f"{IMPORT}problems.<slug:ending>", sample.problem_list, name="desk-sample-problems"),
    path(f"{IMPORT}leave-out/", sample.leave_out, name="desk-sample-leave-out"),
    path(f"{IMPORT}discard/", sample.discard, name="desk-sample-discard"),
    path(f"{IMPORT}undo/", sample.undo, name="desk-sample-undo"),
    path(f"{SAMPLE}addressees/", sample.addressees, name="desk-addressees"),
    path(f"{SAMPLE}addressees/<int:number>/", sample.addressee, name="desk-addressee"),
    path(LETTERS, letters.letters, name="desk-letters"),
    path(f"{LETTERS}mail/", letters.send_mails, name="desk-letters-mail"),
    path(f"{LETTERS}text/", letters.letter_text, name="desk-letter-text"),
    path(f"{LETTERS}preview/<slug:kind>.pdf", letters.preview, name="desk-letter-preview"),
    path(f"{LETTERS}<int:pk>/files/<int:file_pk>/", letters.letter_file, name="desk-letter-file"),
    path(f"{LETTERS}<int:pk>/discard/", letters.discard, name="desk-letters-discard"),
    path(PEOPLE, volunteers.picture, name="desk-registration"),
    path(f"{PEOPLE}volunteers/", volunteers.volunteers, name="desk-volunteers"),
    path(f"{PEOPLE}volunteers.<slug:ending>", volunteers.export, name="desk-volunteers-export"),
    path(f"{PEOPLE}volunteers/<int:number>/", volunteers.volunteer, name="desk-volunteer"),
    path(f"{PEOPLE}volunteers/<int:number>/withdraw/", volunteers.withdraw, name="desk-volunteer-withdraw"),
    path(PHONE, phone.phone, name="desk-phone"),
    path(f"{PHONE}new/", phone.phone_register_without_letter, name="desk-phone-new"),
    path(f"{PHONE}<int:number>/", phone.phone_register, name="desk-phone-register"),
    path(f"{PHONE}<int:number>/read-back/", phone.readback, name="desk-phone-readback"),
]
