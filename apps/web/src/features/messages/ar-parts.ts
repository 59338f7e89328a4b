import { counted, type Forms } from './ar-counted.ts'
import type { PartMessages } from './en-parts.ts'

const results: Forms = { one: 'نتيجة واحدة', two: 'نتيجتان', few: 'نتائج', many: 'نتيجة', other: 'نتيجة' }

export const arParts: PartMessages = {
  emoji: {
    search: 'البحث في الرموز (بالإنجليزية)',
    groups: 'أنواع الرموز',
    group: {
      recent: 'المستخدمة حديثًا',
      0: 'وجوه ومشاعر',
      1: 'أشخاص وجسم',
      3: 'حيوانات وطبيعة',
      4: 'طعام وشراب',
      5: 'سفر وأماكن',
      6: 'أنشطة',
      7: 'أشياء',
      8: 'علامات',
      9: 'أعلام',
    },
    results: 'الرموز الموجودة',
    completions: 'رموز مطابقة',
    loading: 'جارٍ تحميل الرموز…',
    failed: 'تعذّر تحميل الرموز. تحقّق من اتصالك.',
    none: 'لا توجد رموز مطابقة',
    skinTone: 'لون البشرة',
    tones: ['الافتراضي', 'فاتح', 'فاتح متوسط', 'متوسط', 'داكن متوسط', 'داكن'],
  },

  closed: {
    lead: 'لا يمكنك الكتابة في هذه المحادثة.',
    unconfirmed: 'أكّد بريدك لتكتب هنا.',
    blocked: (name) => `حظرتَ ${name}. لا يستطيع أي منكما الكتابة.`,
    unblock: 'إلغاء الحظر',
    archived: 'هذه مؤرشفة. يمكنك القراءة ولا يمكنك الكتابة.',
    silenced: (moment) => `أسكتك مشرف هنا حتى ${moment}.`,
    announcements: 'يكتب هنا بعض الأشخاص فقط. يمكنك القراءة.',
    disabled: (name) => `حساب ${name} معطّل. يمكنك القراءة ولا يمكنك الكتابة.`,
  },

  told: {
    created: 'أنشأ {who} المجموعة',
    added: 'أضاف {who} {whom}',
    removed: 'أزال {who} {whom}',
    banned: 'حظر {who} {whom}',
    left: 'غادر {who}',
    joined: 'انضم {who}',
    made: {
      owner: 'جعل {who} {whom} مالكًا',
      admin: 'جعل {who} {whom} مسؤولًا',
      moderator: 'جعل {who} {whom} مشرفًا',
      member: 'جعل {who} {whom} عضوًا',
      guest: 'جعل {who} {whom} ضيفًا',
    },
    renamed: 'سمّى {who} المجموعة «{what}»',
    topic: 'حدّد {who} الموضوع: {what}',
    archived: 'أرشف {who} المجموعة',
    reopened: 'فتح {who} المجموعة من جديد',
    rights: 'غيّر {who} الصلاحيات',
    slowed: 'شغّل {who} الوضع البطيء',
    unslowed: 'أوقف {who} الوضع البطيء',
    opened: 'جعل {who} المجموعة عامة',
    closed: 'جعل {who} المجموعة خاصة',
    updated: 'غيّر {who} المجموعة',
    comma: '، ',
    and: ' و',
    others: (count) => ` و${count} غيرهم`,
  },

  acted: {
    textCopied: 'نُسخ النص',
    linkCopied: 'نُسخ الرابط',
    notCopied: 'لم يسمح متصفحك بالنسخ',
    refused: {
      reaction: 'لم يُحفظ تفاعلك',
      pin: 'لم يتغيّر التثبيت',
      markUnread: 'لم تُحدّد كغير مقروءة',
      delete: 'لم تُحذف الرسالة',
    },
  },

  marks: { bold: 'عريض', italic: 'مائل', code: 'شيفرة' },

  nothingOpen: {
    welcomeTitle: (name) => `مرحبًا، ${name}`,
    welcomeLead: 'ابحث عن شخص وألقِ التحية. ما تكتبه يصل مرة واحدة، بالترتيب، إلى كل أجهزته.',
    pickTitle: 'اختر محادثة',
    pickLead: 'أو ابدأ محادثة جديدة.',
    missingTitle: 'المحادثة غير موجودة',
    missingLead: 'ربما لم تعد موجودة، أو لست جزءًا منها. محادثاتك في القائمة.',
    toList: 'عرض محادثاتي',
  },

  rail: {
    emptyTitle: 'لا محادثات بعد',
    emptyLead: 'ابحث عن شخص وألقِ التحية. تظهر المحادثات هنا.',
  },

  failed: {
    notSent: (reason) => `لم تُرسل: ${reason}`,
    retry: 'إعادة المحاولة',
    delete: 'حذف',
    reasons: {
      forbidden: 'لا يُسمح لك بالكتابة هنا',
      not_found: 'لم تعد هذه المحادثة موجودة',
      invalid_input: 'لا يمكن حفظ هذا النص',
      too_large: 'طويلة جدًا',
      session_revoked: 'تم تسجيل خروجك',
      unauthenticated: 'تم تسجيل خروجك',
    },
    unknownReason: 'رفضها الخادم',
  },

  pins: {
    loading: 'جارٍ تحميل الرسائل المثبّتة',
    failed: 'تعذّر تحميل الرسائل المثبّتة. تحقّق من اتصالك ثم افتحها مرة أخرى.',
    empty: 'لا شيء مثبّت بعد',
    emptyLead: 'ثبّت ما يهم من قائمة الرسالة، فيجده الجميع هنا.',
  },

  composerBar: {
    replyingTo: 'رد على',
    replying: 'رد',
    cancelReply: 'إلغاء الرد',
    editing: 'تعديل رسالتك',
    cancelEdit: 'إلغاء التعديل',
  },

  people: {
    markAllRead: 'تحديد كل شيء كمقروء',
    results: (count) => (count === 0 ? 'لا نتائج' : counted(count, results)),
    keys: { move: 'للتنقل', open: 'للفتح', close: 'للإغلاق' },
    close: 'إغلاق',
    recent: 'المحادثات',
    people: 'الأشخاص',
    commands: 'الأوامر',
    hint: 'اكتب اسمًا، أو ما تريد فعله.',
    none: (query) => `لم يُعثر على أحد باسم «${query}»`,
    noneLead: 'تحقّق من الكتابة، أو جرّب بداية اسم المستخدم.',
    searching: 'جارٍ البحث…',
    failed: 'البحث غير متاح الآن',
    retry: 'حاول مرة أخرى',
    opening: 'جارٍ الفتح…',
  },

  unreachable: {
    title: 'تعذّر الوصول إلى ChatSphere',
    lead: 'لم تسجّل الدخول على هذا الجهاز. سجّل الدخول عند عودة الاتصال.',
  },

  ownMenu: {
    settings: 'الإعدادات',
    admin: 'الإدارة',
    shortcuts: 'اختصارات لوحة المفاتيح',
    profile: 'ملفي الشخصي',
    reduced: 'وضع مخفّض',
    reducedLead: 'عبر HTTP العادي لا يحفظ هذا المتصفح شيئًا لأوقات انقطاع الشبكة. اطلب عنوان https.',
    signOut: 'تسجيل الخروج',
  },

  choices: {
    copyText: 'نسخ النص',
    copyLink: 'نسخ الرابط',
    markUnread: 'تحديد كغير مقروءة',
    deleteKey: 'Del',
  },

  deletion: {
    title: 'حذف هذه الرسالة؟',
    lead: 'ستختفي لدى الجميع في هذه المحادثة، ولا يمكن استعادتها.',
  },

  history: {
    title: 'سجل التعديلات',
    loading: 'جارٍ تحميل النسخ السابقة',
    failed: 'تعذّر تحميل النسخ السابقة.',
    now: 'الآن',
    edit: 'عُدّلت',
    first: 'كُتبت أول مرة',
  },
}
