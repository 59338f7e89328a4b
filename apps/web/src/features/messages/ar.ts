import { counted, type Forms } from './ar-counted.ts'
import type { Messages } from './text.ts'

const whole = new Intl.NumberFormat('ar-u-nu-latn')
/** What is unread, whose count ends at 100. */
const atMost99 = (count: number) => (count > 99 ? '99+' : String(count))
const messages: Forms = { one: 'رسالة واحدة', two: 'رسالتان', few: 'رسائل', many: 'رسالة', other: 'رسالة' }
const unread: Forms = {
  one: 'رسالة غير مقروءة',
  two: 'رسالتان غير مقروءتين',
  few: 'رسائل غير مقروءة',
  many: 'رسالة غير مقروءة',
  other: 'رسالة غير مقروءة',
}
const reactions: Forms = { one: 'تفاعل واحد', two: 'تفاعلان', few: 'تفاعلات', many: 'تفاعلًا', other: 'تفاعل' }
const arrivals: Forms = {
  one: 'رسالة جديدة',
  two: 'رسالتان جديدتان',
  few: 'رسائل جديدة',
  many: 'رسالة جديدة',
  other: 'رسالة جديدة',
}
const people: Forms = { one: 'شخص واحد', two: 'شخصان', few: 'أشخاص', many: 'شخصًا', other: 'شخص' }
const members: Forms = { one: 'عضو واحد', two: 'عضوان', few: 'أعضاء', many: 'عضوًا', other: 'عضو' }
const characters: Forms = { one: 'حرف واحد', two: 'حرفان', few: 'أحرف', many: 'حرفًا', other: 'حرف' }

const countedCharacters = (count: number) => counted(count, characters, whole.format(count))

/** Every text that a person reads, in Arabic. */
export const ar: Messages = {
  language: 'ar',
  product: 'ChatSphere',

  connection: {
    reconnecting: 'جارٍ إعادة الاتصال…',
    offline: 'غير متصل',
    unsent: (count) => `${count} لم تُرسل`,
    sentLater: (count) => `${counted(count, messages)} ستُرسل عند عودتك`,
    notKept: (count) => `${count} لم تُرسل – أبقِ هذه الصفحة مفتوحة`,
  },

  version: { ready: 'إصدار جديد جاهز', reload: 'إعادة تحميل' },

  rail: {
    label: 'المحادثات',
    newConversation: 'محادثة جديدة',
    find: 'ابحث عن أي شيء',
    unread: 'غير مقروءة',
    groups: 'المجموعات',
    newGroup: 'مجموعة جديدة',
    direct: 'مباشرة',
    newDirect: 'رسالة مباشرة جديدة',
    unreadMessages: (count) => counted(count, unread, atMost99(count)),
    draft: 'مسودة:',
    you: 'أنت:',
    deleted: 'حُذفت الرسالة',
    noMessages: 'لا رسائل بعد',
    loading: 'جارٍ تحميل المحادثات',
  },

  own: {
    menu: 'أنت والإعدادات',
    setStatus: 'تعيين الحالة',
    invisible: 'مخفي',
    signOutDiscarding: (count) => `تسجيل الخروج وتجاهل ${counted(count, messages)} لم تُرسل`,
    connecting: 'جارٍ الاتصال…',
    offline: 'غير متصل',
  },

  people: {
    title: 'ابحث عن أشخاص',
    placeholder: 'شخص أو محادثة أو أمر',
  },

  presence: {
    online: 'متصل',
    away: 'بعيد',
    dnd: 'عدم الإزعاج',
    offline: 'غير متصل',
    lastSeen: (when) => `آخر ظهور ${when}`,
  },

  time: {
    today: 'اليوم',
    yesterday: 'أمس',
    todayAt: (clock) => `اليوم الساعة ${clock}`,
    yesterdayAt: (clock) => `أمس الساعة ${clock}`,
    dateAt: (date, clock) => `${date} الساعة ${clock}`,
  },

  notes: {
    group_created: 'أُنشئت المجموعة',
    members_added: 'أُضيف أشخاص',
    member_removed: 'أُزيل شخص',
    member_left: 'غادر شخص',
    member_joined: 'انضم أحدهم',
    role_changed: 'تغيّر دور',
    ownership_transferred: 'للمجموعة مالك آخر',
    group_updated: 'تغيّرت المجموعة',
  },

  timeline: {
    someone: 'عضو',
    label: (name) => `الرسائل مع ${name}`,
    loading: 'جارٍ تحميل الرسائل',
    new: 'جديد',
    newSince: (count, when) => `${atMost99(count)} جديدة منذ ${when}`,
    jump: 'انتقال',
    markRead: 'تحديد كمقروء',
    jumpToLatest: 'الانتقال إلى أحدث رسالة',
    jumpToLatestNew: (count) => `الانتقال إلى أحدث رسالة، ${atMost99(count)} جديدة`,
    deleted: 'حُذفت هذه الرسالة',
    edited: '(معدّلة)',
    message: (said) =>
      [
        said.author,
        said.clock,
        said.body,
        said.edited ? 'معدّلة' : null,
        said.pinned ? 'مثبّتة' : null,
        said.reactions > 0 ? counted(said.reactions, reactions) : null,
        said.state,
      ]
        .filter((part) => part !== null)
        .join('، '),
    arrived: (count) => counted(count, arrivals),
    failedTitle: 'تعذّر تحميل الرسائل',
    failedLead: 'تحقّق من اتصالك ثم حاول مرة أخرى. ما كتبته محفوظ.',
    olderFailed: 'تعذّر تحميل الرسائل الأقدم.',
    retry: 'حاول مرة أخرى',
    beginning: (name) => `هذه بداية محادثتك مع ${name}.`,
    beginningOf: (name) => `هذه بداية ${name}.`,
    beginningEmpty: 'لم يكتب أحد بعد. ألقِ التحية.',
  },

  message: {
    actions: 'إجراءات الرسالة',
    react: 'إضافة تفاعل',
    reactWith: (emoji) => `التفاعل بـ ${emoji}`,
    reply: 'رد',
    more: 'إجراءات أخرى',
    edit: 'تعديل',
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    delete: 'حذف',
    reactions: 'التفاعلات',
    reaction: (emoji, count, who) => `${emoji}، ${count}: ${who}`,
    reactedBy: (mine, peer, others) =>
      [mine ? 'أنت' : null, others === 0 ? null : (peer ?? counted(others, people))].filter((part) => part !== null).join(' و'),
    pinned: 'مثبّتة',
    inReplyTo: 'رد على',
    quoteMissing: 'الرسالة الأصلية غير متاحة',
    showHistory: 'معدّلة. عرض النسخ السابقة',
    cancel: 'إلغاء',
    pins: 'الرسائل المثبّتة',
    notReached: 'هذه الرسالة غير متاحة الآن',
  },

  ticks: { pending: 'جارٍ الإرسال', failed: 'لم تُرسل', sent: 'أُرسلت', delivered: 'وصلت', read: 'قُرئت' },
  typing: (names) => {
    const [first, second, third] = names
    if (names.length === 1) return `${first} يكتب`
    if (names.length === 2) return `${first} و${second} يكتبان`
    if (names.length === 3) return `${first} و${second} و${third} يكتبون`
    return names.length === 0 ? '' : 'عدة أشخاص يكتبون'
  },

  composer: {
    emoji: 'رموز تعبيرية',
    label: (name) => `رسالة إلى ${name}`,
    send: 'إرسال',
    save: 'حفظ',
    hint: 'Shift + Enter لسطر جديد',
    hintSwapped: 'Shift + Enter للإرسال',
    editConflict: 'تغيّرت من مكان آخر في هذه الأثناء. هذا نصك: احفظه ليحل محل الموجود.',
    editRefused: 'لم يُحفظ تعديلك. هذا نصك: حاول مرة أخرى.',
    preview: 'معاينة',
    left: (count) => `بقي ${countedCharacters(count)}`,
    over: (count) => `${countedCharacters(count)} زائدة`,
  },

  design: { close: 'إغلاق' },

  markdown: { copyCode: 'نسخ الشيفرة', codeCopied: 'نُسخت الشيفرة' },

  conversation: {
    members: (count) => counted(count, members),
    asking: (count) => `${count} يطلبون الانضمام`,
    back: 'العودة إلى المحادثات',
    you: 'أنت',
  },

  page: {
    language: 'ar',
    missingTitle: 'الصفحة غير موجودة',
    missingLead: 'ربما كُتب العنوان خطأً، أو نُقلت الصفحة.',
    brokenTitle: 'حدث خطأ ما',
    brokenLead: 'رسائلك في أمان. حاول مرة أخرى، وإن استمر الأمر فأعد تحميل الصفحة.',
    retry: 'حاول مرة أخرى',
    home: 'العودة إلى ChatSphere',
  },
}
