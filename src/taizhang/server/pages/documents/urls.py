"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.documents import adopting, beside, coming, deeds, judging, library, panel, queue, room

urlpatterns: list[URLPattern] = [
    path("documents", library.documents, name="documents"),
    path("documents/upload", coming.upload_documents, name="upload_documents"),
    path("documents/under-way", coming.documents_under_way, name="documents_under_way"),
    path("documents/<int:document>", room.document, name="document"),
    path("documents/<int:document>/queue", queue.document_queue, name="document_queue"),
    path("documents/<int:document>/facts/<int:key>", panel.fact, name="document_fact"),
    path("documents/<int:document>/facts/<int:key>/judge", judging.judge_fact, name="judge_fact"),
    path("documents/<int:document>/statements/<int:key>", panel.statement, name="document_statement"),
    path("documents/<int:document>/statements/<int:key>/judge", judging.judge_statement, name="judge_statement"),
    path("documents/<int:document>/accept-sure", deeds.accept_all_sure, name="accept_all_sure"),
    path("documents/<int:document>/reread", deeds.reread, name="document_reread"),
    path("documents/<int:document>/grade", deeds.grade, name="grade_document"),
    path("documents/<int:document>/publish", deeds.publish, name="publish_document"),
    path("documents/<int:document>/withdraw", deeds.withdraw, name="withdraw_document"),
    path("documents/<int:document>/adopt", adopting.document_adopt, name="document_adopt"),
    path("documents/<int:document>/adopt/do", adopting.adopt_document, name="adopt_document"),
    path("documents/<int:document>/beside/<int:other>", beside.beside, name="document_beside"),
]
