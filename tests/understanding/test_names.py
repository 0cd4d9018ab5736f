"""What a whole sentence names: goods, people, courses, equipment; by the keys of `python -m intents classify`."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.entities import extract, spoken
from intents.intent import Unclear
from intents.thai.normalise import normalise
from intents.thai.words import words

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
ALL = """
post_product post_place post_tradition post_news broadcast_announcement browse_products browse_places browse_news
contact_seller my_posts ask_courses enrol_course ask_centre book_service register delegate_role privacy_request
"""
INTENTS = tuple(ALL.split())


def named(sentence: str, intent: str) -> dict[str, object]:
    """Key → value as `classify` prints them."""
    text = normalise(sentence)
    found, _ = extract(text, words(text), intent=intent, now=NOW, original=sentence)
    return dict(spoken(found))


@pytest.mark.parametrize(
    ("intent", "sentence", "name"),
    [
        ("post_product", "ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล โทร 081-000-1234", "ไส้อั่วแม่คำ"),
        ("post_product", "ต้นหอมผักชี กำละ 5 ขายหน้าบ้านทุกเย็น", "ต้นหอมผักชี"),
        ("post_product", "จาขายไก่บ้านตัวล่ะ150มี6ตัวคับ", "ไก่บ้าน"),
        ("post_product", "ฝากขายหัวไชโป๊หวานด้วยนะ", "หัวไชโป๊หวาน"),
        ("post_product", "หนูจะขายกำไลลูกปัดที่ทำเองค่ะ", "กำไลลูกปัด"),
        ("contact_seller", "ขอซื้อหมูแดดเดียวครึ่งโลค่ะ", "หมูแดดเดียว"),
        ("contact_seller", "ขอเบอร์คนขายปลาส้ม", "ปลาส้ม"),
        ("contact_seller", "แม่เอาน้ำพริกตาแดง 3 กระปุก ส่งที่ตลาดได้ไหม", "น้ำพริกตาแดง"),
        ("browse_products", "มีไส้อั่วก่อเจ้า", "ไส้อั่ว"),
        ("browse_products", "ตอนนี้ใครขายลำไยอบแห้งบ้าง", "ลำไยอบแห้ง"),
        ("post_place", "ขอลงลานกางเต็นท์", "ลานกางเต็นท์"),
        ("browse_places", "น้ำตกในควนเปิดหม้ายหน้าฝน", "น้ำตกในควน"),
        ("delegate_role", "มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือน", "น้องฟ้า"),
        ("delegate_role", "แต่งตั้งครูนกเป็นคนลงข่าวประจำหมู่บ้าน", "ครูนก"),
        ("register", "ผมชื่อสมชาย ใจดี ขอเข้าหมู่บ้าน", "สมชาย ใจดี"),
        ("post_product", "ขายไส้อั่วป้าเรียน โลละ 280", "ไส้อั่วป้าเรียน"),
        ("contact_seller", "สั่งไส้อั่วป้าเรียนสองโล", "ไส้อั่วป้าเรียน"),
        ("post_product", "ข้าวหอมมะลิ105 ถุงละ 200", "ข้าวหอมมะลิ105"),
        ("post_product", "ขายข้าวกข43 โลละ 45", "ข้าวกข43"),
        ("post_product", "เปิดพรี เคสโทรศัพท์ทำมือ ชิ้นละ 79", "เคสโทรศัพท์ทำมือ"),
        ("post_product", "มีความประสงค์จะลงประกาศขายผ้าไหมมัดหมี่ ราคา 1,500 บาท", "ผ้าไหมมัดหมี่"),
        ("my_posts", "ปลาส้มที่ข่อยลงไว้ขายเบิดแล้ว", "ปลาส้ม"),
        ("contact_seller", "ขอไลน์แม่ค้าที่ขายกล้วยฉาบหน่อย", "กล้วยฉาบ"),
        ("post_tradition", "ขอเพิ่มประเพณีสารทเดือนสิบของชุมชนบ้านปากน้ำ", "ประเพณีสารทเดือนสิบ"),
        ("delegate_role", "ให้ฟ้าประกาศแทนสามวัน", "ฟ้า"),
        ("delegate_role", "หยุดให้ฟ้าประกาศ", "ฟ้า"),
        ("delegate_role", "เอาสิทธิ์ประกาศคืนจากฟ้า", "ฟ้า"),
        ("delegate_role", "มอบไมค์ให้ปุ๊กสักอาทิตย์", "ปุ๊ก"),
        ("delegate_role", "ฝากไมค์ไว้กับน้องมายด์จนถึงวันเสาร์", "น้องมายด์"),
        ("delegate_role", "ให้หนูแพรวช่วยประกาศแทนถึงวันจันทร์", "หนูแพรว"),
        ("delegate_role", "หื้อน้องแก้วป่าวแทนเฮาสักสามวัน", "น้องแก้ว"),
        ("delegate_role", "แต่งตั้งสมศรีเป็น อสม.", "สมศรี"),
        ("delegate_role", "แต่งตั้งนางมาลี ใจงามเป็นอาสาสมัครสาธารณสุข", "นางมาลี ใจงาม"),
        ("delegate_role", "ยกเลิกสิทธิ์ของสมหญิง", "สมหญิง"),
        ("delegate_role", "เปลี่ยนคนประกาศจากฟ้าเป็นแนน", "แนน"),
        ("delegate_role", "ให้บีประกาศแทนพี่ถึงสิ้นปี", "บี"),
        ("delegate_role", "ให้น้องแนนพักงานก่อน ไม่ต้องประกาศแล้ว", "น้องแนน"),
        ("enrol_course", "ลงชื่อน้องมิ้นท์เรียนตัดต่อ", "น้องมิ้นท์"),
        ("enrol_course", "จองที่ให้เพื่อนอีกคน ชื่อมาร์ค", "มาร์ค"),
        ("enrol_course", "ให้ตาไปเรียนด้วยคนนะ เขียนชื่อตาบุญไว้", "ตาบุญ"),
        ("delegate_role", "ให้ทิดมั่นเขาประกาศไปเลย", "ทิดมั่น"),
        ("post_product", "แม่ยายผมทำแกงไตปลาแห้งอร่อย อยากเอามาขาย", "แกงไตปลาแห้ง"),
        ("post_product", "เปิดพรีทุเรียนป่าละอู โลละ 250", "ทุเรียนป่าละอู"),
        ("post_product", "ข่อยมีผ้าซิ่นไหมย้อมคั่งผืนงาม สองพันห้า", "ผ้าซิ่นไหมย้อมคั่ง"),
        ("browse_products", "มีผ้าซิ่นไหม", "ผ้าซิ่น"),
        ("browse_products", "มีผ้าไหมไหมคะ", "ผ้าไหม"),
        ("post_product", "กลุ่มทอเสื่อกกบ้านแพง เสื่อพับ 350 บาท", "เสื่อพับ"),
        ("post_product", "ทำด้ามมีดไม้พะยูงไว้ ใครอยากได้ด้ามละสองร้อย", "ด้ามมีดไม้พะยูง"),
        ("browse_products", "ต้องการปุ๋ยอินทรีย์ 50 กระสอบ ไม่เกินกระสอบละ 200", "ปุ๋ยอินทรีย์"),
        ("contact_seller", "ขอช่องทางติดต่อกลุ่มผู้ผลิตผ้าหมักโคลน", "ผ้าหมักโคลน"),
        ("post_place", "เอาหาดทรายแดงบ้านข่อยขึ้นที่เที่ยวแหน่", "หาดทรายแดง"),
        ("post_product", "น้ำพริกลงเรือแม่สมพร กระปุกเล็ก 35", "น้ำพริกลงเรือแม่สมพร"),
        ("enrol_course", "เขียนชื่อยายลงไปเลย ชื่อยายละมัย", "ยายละมัย"),
        ("cancel_enrolment", "ขอแจ้งถอนรายชื่อนายเอกชัยออกจากการอบรม", "นายเอกชัย"),
        ("delegate_role", "พ่อหลวงตามองไม่เห็นแล้ว ให้ครูจินดาพิมพ์ประกาศแทน", "ครูจินดา"),
        ("post_product", "อุ๊ยจักก๋วยไม้ไผ่ไว้ ขายใบละหกสิบ", "ก๋วยไม้ไผ่"),
        ("post_product", "ลูกชุบกล่องเล็ก 25 บาท", "ลูกชุบ"),
        ("post_product", "สินค้าแปรรูป ได้แก่ กล้วยเบรกแตก ราคาถุงละ 20 บาท", "กล้วยเบรกแตก"),
        ("browse_products", "อยากชิมข้าวแต๋นของหมู่บ้านอื่น", "ข้าวแต๋น"),
        ("browse_products", "หาลูกไก่ชน อายุ 2 เดือน ตัวละไม่เกิน 300", "ลูกไก่ชน"),
        ("contact_seller", "อยากต่อราคารถไถคันที่ประกาศไว้", "รถไถ"),
        ("contact_seller", "เบอร์คนขายลูกหมูเต้าใดเจ้า", "ลูกหมู"),
        ("browse_traditions", "งานผีตาโขนปีหน้าวันที่เท่าไหร่", "งานผีตาโขน"),
        ("browse_traditions", "บุญแจกข้าวบ้านเฮามื้อใด", "บุญแจกข้าว"),
        ("enrol_course", "สมัครเรียนคอมหื้ออุ๊ยแก้วโตยเจ้า", "อุ๊ยแก้ว"),
        ("cancel_enrolment", "น้องพลอยป่วย เสาร์นี้ไม่ได้ไปเรียนแล้ว", "น้องพลอย"),
        ("delegate_role", "มอบหมายให้นางสาวกนกวรรณ ทำหน้าที่แทนข้าพเจ้า", "นางสาวกนกวรรณ"),
        ("delegate_role", "มอบหมายให้นายสมชาย มีทรัพย์ ทำหน้าที่ประกาศแทน", "นายสมชาย มีทรัพย์"),
        ("delegate_role", "เลิกให้ไข่หลงประกาศแทนได้แล้ว", "ไข่หลง"),
        ("delegate_role", "ถอนชื่อสมคิดออกจากเน็ตอาสา", "สมคิด"),
        ("delegate_role", "ให้พี่บีมเลิกประกาศแทนได้แล้ว", "พี่บีม"),
        ("contact_seller", "ขอหมายเลขโทรศัพท์ผู้ผลิตเครื่องจักสานครับ", "เครื่องจักสาน"),
        ("browse_products", "ขอทราบราคาจำหน่ายเสื่อจันทบูรค่ะ", "เสื่อจันทบูร"),
        ("post_tradition", "เอางานแห่ผ้าขึ้นธาตุลงให้ที", "งานแห่ผ้าขึ้นธาตุ"),
        ("post_tradition", "บ้านเฮามีฟ้อนผีเม็งเดือนหก เพิ่มในประเพณีหื้อหน่อย", "ฟ้อนผีเม็ง"),
        ("post_tradition", "จะลงพิธีบายศรีสู่ขวัญของบ้านเรา", "พิธีบายศรีสู่ขวัญ"),
        ("post_tradition", "อยากลงพิธีเปิดยุ้งของบ้านเรา", "พิธีเปิดยุ้ง"),
        ("post_tradition", "ประเพณีก่อเจดีย์ทรายลงไว้หน่อย", "ประเพณีก่อเจดีย์ทราย"),
        ("browse_traditions", "งานบุญเดือนยี่ปีนี้จัดวันไหน", "งานบุญเดือนยี่"),
        ("browse_traditions", "เคยไปดูแห่เทียนทุกปีเดี๋ยวนี้ยังจัดไหม", "แห่เทียน"),
        ("post_place", "ข้าเจ้าอยากเอาฮ้านขนมจีนของแม่ลงในที่กิ๋น", "ฮ้านขนมจีน"),
        ("post_place", "หลานเอ๊ย บ้านตามีบึงบัวหลวง ใส่ให้ที", "บึงบัวหลวง"),
        ("post_place", "ขอเพิ่มรีสอร์ทบนเขาในหมวดที่เที่ยว", "รีสอร์ทบนเขา"),
        ("browse_places", "น้ำตกห้วยทรายเข้าได้หรือยังช่วงนี้", "น้ำตกห้วยทราย"),
        ("post_product", "ขายกล้วน้ำว้า หวีล่ะ 20 บาด", "กล้วน้ำว้า"),
        ("post_product", "อยากลงขายเสื้อผ้ามือ2คะ ตัวละ40บ.", "เสื้อผ้ามือ2"),
        ("post_product", "ยายสานกระบุงไว้หลายใบ ช่วยเอาไปขายให้ที", "กระบุง"),
        ("post_product", "ขายเคสโทสับมือสอง 59 บ.", "เคสโทสับมือสอง"),
        ("post_product", "ขายเข้าหลาม กะบอกละ 30", "เข้าหลาม"),
        ("browse_products", "มะละกอเดี๋ยวนี้โลเท่าใด มีใครขายมั่ง", "มะละกอ"),
        ("browse_products", "อยากได้ตะกร้าสวยๆ ไม่เกินสองร้อย", "ตะกร้า"),
        ("contact_seller", "อันนี้ยังอยู่มั้ย หมวกไหมพรมที่ลงไว้ หนูเอาค่ะ", "หมวกไหมพรม"),
        ("contact_seller", "เอาไข่เค็มชุดที่ลงไว้", "ไข่เค็ม"),
        ("contact_seller", "ขอเบอร์คนขายลำไยอบแห้งตี้ลงไว้หน่อยเจ้า", "ลำไยอบแห้ง"),
        ("contact_seller", "ขอไอจีคนขายสร้อยหน่อยดิ", "สร้อย"),
        ("my_posts", "มีคนมาผ่อย่ามตี้เฮาลงไว้พ่องก่อ", "ย่าม"),
        ("my_posts", "ปรับสต็อกสบู่เหลือ 12 ก้อน", "สบู่"),
        ("delegate_role", "จะให้ออยลูกบ้านหมู่เราเป็นคนประกาศแทนไปก่อน", "ออย"),
        ("delegate_role", "ถอนสิทธิ์น้องเบลนิ ไม่ต้องให้ประกาศแล้ว", "น้องเบล"),
        ("delegate_role", "ให้น้องหนุ่ยแหลงไมค์แทนผมสักห้าวันนิ", "น้องหนุ่ย"),
        ("delegate_role", "เอาอีหล้าเป็นคนประกาศแทนข่อยเด้อ", "อีหล้า"),
        ("post_product", "จะลงขายมีดเหน็บที่ตาตีเอง เล่มละ 280", "มีดเหน็บ"),
        ("post_product", "ขายด่วนรถกระบะ สภาพดี 95,000 บาท", "รถกระบะ"),
        ("my_posts", "แก้วันที่งานแห่นางแมวเป็น 20 กรกฎา", "งานแห่นางแมว"),
        ("browse_products", "เสื้อม่อฮ่อมมีไซส์เด็กไหมคะ", "เสื้อม่อฮ่อม"),
    ],
)
def test_names(intent: str, sentence: str, name: str) -> None:
    assert named(sentence, intent)["name"] == name


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [
        ("enrol_course", "ลงชื่อให้แม่ด้วยค่ะ"),
        ("delegate_role", "อยากให้คนอื่นประกาศแทน"),
        ("delegate_role", "ให้ใครประกาศแทนดี"),
        ("enrol_course", "ลงชื่อเลยครับ"),
        ("delegate_role", "อยากมอบหมายงาน"),
        ("post_product", "อยากลงขายของ"),
        ("greeting", "สวัสดีครับ"),
        ("post_place", "อยากเพิ่มที่เที่ยวในหมู่บ้านครับ"),
        ("post_tradition", "อยากลงงานประเพณีของหมู่บ้านค่ะ"),
        ("browse_places", "แถวนี้มีที่เที่ยวไรมั่ง"),
        ("my_posts", "โพสต์ที่ส่งไปอนุมัติหรือยัง"),
        ("my_posts", "ของตี้ข้าเจ้าลงไว้หมดแล้วเจ้า"),
        ("my_posts", "ที่ฉานลงขายไว้เขาให้ผ่านยัง"),
        ("my_posts", "ขอแก้ไขวันที่จัดงานในโพสต์ที่ลงไว้"),
        ("my_posts", "ราคาในโพสต์ผิดค่ะ"),
        ("my_posts", "ทำไมยังไม่อนุมัติโพสต์หนูสักที"),
        ("contact_seller", "คนขายอ่านไม่ตอบอ่ะ ทำไงดี"),
        ("contact_seller", "ลดได้อีกไหม"),
        ("cancel_enrolment", "ป้าเข่าไม่ดี ขอไม่ไปเรียนแล้ว"),
        ("cancel_enrolment", "ลบชื่อออกจากรายชื่อรอ"),
        ("cancel_enrolment", "ขอแจ้งไม่เข้าร่วมตามที่ได้ลงทะเบียนไว้"),
        ("browse_products", "ของขายอันไหนถูกสุด"),
        ("browse_places", "ที่เที่ยวไหนใกล้วัดโพธิ์ที่สุด"),
    ],
)
def test_kin_and_plain_wishes_are_no_names(intent: str, sentence: str) -> None:
    assert "name" not in named(sentence, intent)


@pytest.mark.parametrize(
    ("intent", "sentence", "topic"),
    [
        ("ask_courses", "คอร์สขายของออนไลน์เต็มยัง", "ขายของออนไลน์"),
        ("ask_courses", "มีสอนตัดต่อมั้ย", "ตัดต่อ"),
        ("ask_courses", "มีสอนทำเกมไหมคับ", "ทำเกม"),
        ("ask_courses", "คนบ่เกยใจ้คอมเฮียนได้ก่อ", "คอม"),
        ("ask_courses", "มีสอนตัดคลิปลงติ๊กต็อกป่าว", "ตัดคลิป"),
        ("my_posts", "เอาโพสต์หมูของฉานลงต้ะ", "delete"),
        ("privacy_request", "ปิดแอคเราไปเลย เคลียร์ข้อมูลให้หมดด้วย", "erase"),
        ("privacy_request", "ยายกดยอมให้ใช้ข้อมูลไปแล้วไม่สบายใจ ขอเลิกที่กดไปนั่นได้ไหม", "withdraw"),
        ("privacy_request", "ที่กดยินยอมไปวันก่อน ขอยกเลิกได้ไหม", "withdraw"),
        ("privacy_request", "เลิกยอมให้ใช้ข้อมูลแล้ว", "withdraw"),
        ("privacy_request", "เอาเบอหนูออกหน่อย", "withdraw"),
        ("privacy_request", "ยินยอมให้ใช้ข้อมูลได้", "consent"),
        ("privacy_request", "ไม่อยากให้ระบบจำอะไรเกี่ยวกับผมอีก", "erase"),
        ("ask_courses", "อยากหาที่เรียนทำกราฟิกใกล้บ้าน", "ทำกราฟิก"),
        ("ask_courses", "เรียนคอมเสียตังค์ไหม", "คอม"),
        ("ask_courses", "สอนพับนกกระดาษฟรีไหม", "พับนกกระดาษ"),
        ("my_posts", "ขอนำโพสต์โฮมสเตย์ของข้าพเจ้าออกจากระบบ", "delete"),
        ("my_posts", "ดันโพสต์ให้หน่อย", "edit"),
        ("my_posts", "มีใครสนใจของที่ลงไว้บ้าง", "list"),
        ("privacy_request", "ยายไม่อยากให้เบอร์ขึ้นในนั้นแล้ว", "withdraw"),
        ("privacy_request", "อยากให้ลืมข้อมูลฉันไปเลย", "erase"),
        ("enrol_course", "พี่ขอลงเรียน PDPA ด้วยจ้ะ", "PDPA"),
        ("book_service", "จองปริ้นเตอร์พรุ่งนี้", "ปริ้นเตอร์"),
        ("book_service", "ขอใช้ห้องประชุมวันเสาร์", "ห้องประชุม"),
        ("ask_centre", "ที่ศูนย์มีไวไฟไหม", "ไวไฟ"),
        ("my_posts", "ไส้อั่วหมดแล้วจ้า", "edit"),
        ("my_posts", "ลบสินค้าตัวเมื่อวาน", "delete"),
        ("my_posts", "ดูของที่ลง", "list"),
        ("privacy_request", "ลบฉันออกจากระบบ", "erase"),
        ("privacy_request", "ไม่อยากให้โชว์เบอร์โทรแล้ว", "withdraw"),
        ("privacy_request", "ขอดูข้อมูลของฉันหน่อย", "access"),
        ("privacy_request", "แก้ชื่อในทะเบียนหน่อย", "rectify"),
        ("privacy_request", "ช่วยเอาเบอร์ของป้าที่ขึ้นโชว์อยู่ออกไปให้ทีนะลูก", "withdraw"),
        ("privacy_request", "ลบเบอร์ผมออกจากหน้าเว็บที", "withdraw"),
        ("privacy_request", "ลบเบอร์กับข้อมูลทั้งหมดของผม", "erase"),
        ("privacy_request", "เอาเบอร์ขึ้นได้เลยค่ะ", "consent"),
        ("my_posts", "แก่ราคาไข่ไก่เปน 120 บาดค่ะ", "edit"),
        ("my_posts", "เอารายการที่หนูลงมาดูทั้งหมด", "list"),
        ("my_posts", "หมูย่างหมดแต่เช้าแล้วเด้อ ปิดแหน่", "edit"),
        ("ask_courses", "ต้องเอาคอมไปเองไหม คอร์สเขียนโปรแกรมเด็ก", "เขียนโปรแกรม"),
        ("enrol_course", "ข่อยขอลงเรียนไลฟ์ขายของนำแน", "ไลฟ์ขายของ"),
        ("book_service", "จองห้องปะชุมวันพฤหัดคะ", "ห้องปะชุม"),
    ],
)
def test_topics(intent: str, sentence: str, topic: str) -> None:
    assert named(sentence, intent)["topic"] == topic


def test_of_a_bundle_the_price_with_its_quantity() -> None:
    assert named("ขายแคบหมู 3 ถุง 100", "post_product") == {"name": "แคบหมู", "price": 100, "quantity": 3, "unit": "ถุง"}


@pytest.mark.parametrize(
    ("intent", "sentence", "key", "value"),
    [
        ("privacy_request", "เบอร์เปลี่ยนจาก 081-000-1111 เป็น 083-000-2222", "phone", "0830002222"),
        ("register", "ขอแก้ที่อยู่จากหมู่ 2 เป็นหมู่ 8", "village_no", "8"),
        ("post_product", "ผ้าคลุมไหล่ ผืนละ 450 ลด 400 เหลือ 3 ผืน", "price", 400),
        ("post_product", "ผ้าคลุมไหล่ ผืนละ 450 ลด 50", "price", 450),
        ("post_product", "สานสุ่มไก่ไว้หลายอัน อันนึงร้อยยี่สิบ", "price", 120),
        ("post_product", "ปล่อยสเก็ตบอร์ดมือสอง 350 สภาพดี", "price", 350),
        ("enrol_course", "สมัครเรียนถ่ายรูปสองคน", "quantity", 2),
        ("register", "ย้ายจาก ม.3 ต.บ่อแร่ มาอยู่ ม.9 ต.วังหิน", "tambon", "วังหิน"),
        ("register", "ย้ายจาก ม.3 ต.บ่อแร่ มาอยู่ ม.9 ต.วังหิน", "village_no", "9"),
        ("privacy_request", "เบอร์ข่อยอย่าให้ไผเห็นเด้อ", "topic", "withdraw"),
        ("book_service", "ขอจองห้องประชุมเล็ก ประชุม อสม. 12 คน", "quantity", 12),
        ("ask_courses", "อยากเรียนใช้ไลน์โอเอ มีรอบไหนว่าง", "topic", "ใช้ไลน์โอเอ"),
        ("privacy_request", "เบอร์ผมยังโชว์อยู่หน้าเว็บ เอาออกด่วน", "topic", "withdraw"),
        ("privacy_request", "ขอปิดไอดีหนูถาวรค่ะ", "topic", "erase"),
        ("book_service", "จองคอมบ่ายสามวันนี้ 1 เครื่อง", "time", "บ่ายสาม"),
        ("broadcast_announcement", "พี่น้องเอ้ย มื้ออื่นเช้าเจ็ดโมงให้ออกมาลอกคลอง", "time", "เช้าเจ็ดโมง"),
        ("broadcast_announcement", "ประกาศให้ทราบ คืนนี้มีสวดศพที่วัดเหนือหนึ่งทุ่ม", "date", "คืนนี้"),
        ("report_stats", "ขอรายงานอาสา ต.นาดี ไตรมาสนี้", "date", "ไตรมาสนี้"),
        ("report_stats", "ขอตัวเลขผู้เข้าอบรมรายศูนย์ปีนี้ค่ะ", "date", "ปีนี้"),
        ("post_place", "พิพิธภัณฑ์บ้านโบราณ เปิดเสาร์อาทิตย์", "date", "เสาร์อาทิตย์"),
        ("post_tradition", "งานรำลึกหลวงปู่ วันที่ 17 ก.พ. ทำบุญใหญ่ทุกปี", "date", "วันที่ 17 ก.พ."),
        ("ask_centre", "อยากรู้เบอร์ศูนย์ดิจิทัลบ้านโคกสูง", "place", "ศูนย์ดิจิทัลบ้านโคกสูง"),
        ("post_news", "พระนำญาติโยมปลูกป่าที่ห้วยแม่ตื่น", "place", "ห้วยแม่ตื่น"),
        ("register", "สมัครสมาชิกหมู่บ้านทุ่งโป่งหมู่7ค่ะ", "place", "บ้านทุ่งโป่ง"),
        ("contact_seller", "สังน้ำพริกปลาร้าสองกะปุกคะ", "quantity", 2),
        ("post_product", "หอยนางรมส่งถึงบ้านในเขต อ.เมือง", "amphoe", "เมือง"),
        ("post_place", "สวนลำไยเปิดเดือนกรกฎาคมถึงสิงหาคม", "date", "เดือนกรกฎาคมถึงสิงหาคม"),
        ("ask_centre", "คอมที่ศูนย์แรงมั้ยพี่", "place", "ศูนย์"),
        ("broadcast_announcement", "ยายสีคุ้มกลางเสียแล้วเมื่อเช้า เผาวันเสาร์ แจ้งทุกคน", "date", "วันเสาร์"),
    ],
)
def test_of_a_change_the_new_value_and_other_figures(intent: str, sentence: str, key: str, value: object) -> None:
    assert named(sentence, intent)[key] == value


@pytest.mark.parametrize(
    ("intent", "sentence", "key"),
    [
        ("post_product", "ฟักแม้วปลอดสารจากดอย กิโลละยี่สิบ", "place"),
        ("contact_seller", "เอาไข่เค็ม 2 แพ ส่งที่บ้านม.8", "place"),
        ("book_service", "ห้องประชุมว่างวันที่ 30 ไหม ขอจองเลย", "place"),
        ("register", "ข้าเจ้าขอเข้าเป็นลูกบ้านตวยคนเจ้า", "place"),
        ("report_stats", "อยากได้สรุปยอดสินค้าแยกรายอำเภอ", "date"),
        ("post_place", "มีบึงบัวเป็นร้อยไร่ ฝรั่งมาถ่ายรูปกันทุกปี", "quantity"),
        ("post_place", "มีบึงบัวเป็นร้อยไร่ ฝรั่งมาถ่ายรูปกันทุกปี", "date"),
        ("browse_traditions", "แห่เทียนเริ่มกี่ทุ่มดี", "time"),
        ("report_stats", "ขอยอดเดือน ต.ค. 68", "tambon"),
        ("report_stats", "มีเด็กต่ำกว่า 15 เรียนไปกี่คน", "price"),
        ("post_news", "บวชเณรไปทั้งหมดยี่สิบแปดรูป", "price"),
    ],
)
def test_nothing_is_invented(intent: str, sentence: str, key: str) -> None:
    assert key not in named(sentence, intent)


@pytest.mark.parametrize(
    ("intent", "sentence", "name"),
    [
        ("post_product", "ปลาแดดเดียวแม่ทำเองโลละ 160 มีห้าโล", "ปลาแดดเดียว"),
        ("post_product", "กล้วยฉาบเฮ็ดเองถุงละ 20", "กล้วยฉาบ"),
        ("post_product", "น้ำปู๋ยายเยียะเองกระปุกละ 50", "น้ำปู๋"),
        ("post_product", "ยายถักหมวกไหมพรมเก่งแล้ว อยากลองขายดู", "หมวกไหมพรม"),
        ("post_place", "เพิ่มร้านลาบลุงดำตรงสี่แยกเข้าไปด้วย", "ร้านลาบลุงดำ"),
        ("post_product", "ไม้กวาดดอกหญ้าตามัดเองด้ามละ 60", "ไม้กวาดดอกหญ้า"),
        ("post_product", "เห็ดฟางตัวเองเพาะ ขีดละ 15", "เห็ดฟาง"),
        ("browse_places", "น้ำตกไกล้ๆ มีม่าย", "น้ำตก"),
        ("post_tradition", "ตานก๋วยสลากวัดบ้านเฮาเอาลงหื้อตวย", "ตานก๋วยสลาก"),
        ("browse_traditions", "สงกรานต์หมู่บ้านเรามีกิจกรรมอะไรบ้างคะ", "สงกรานต์"),
        ("browse_products", "ขอดูรายการสินค้าโอทอปที่มีขายตอนนี้", "สินค้าโอทอป"),
        ("contact_seller", "เอาตะกร้าหวายใบโตๆ ใบนั้น", "ตะกร้าหวาย"),
    ],
)
def test_a_name_ends_before_maker_skill_and_whereabouts(intent: str, sentence: str, name: str) -> None:
    assert named(sentence, intent)["name"] == name


@pytest.mark.parametrize(
    ("intent", "sentence", "name"),
    [
        ("post_product", "พ่อไปยกยอได้กุ้งฝอยมา ขีดละ 30", "กุ้งฝอย"),
        ("post_product", "เมื่อเช้าไปวางอวนได้ปูม้ามา โลละ 300", "ปูม้า"),
        ("post_product", "คืออย่างงี้นะลูก ยายทำขนมเทียนไว้เยอะ ห่อละ 5 บาท", "ขนมเทียน"),
        ("post_product", "แตงโมกินรี ลูกใหญ่ 50 ลูกเล็ก 30", "แตงโมกินรี"),
        ("post_product", "คือว่าแม่ดองหน่อไม้ไว้หลายไห แบ่งขายถุงละ 25", "หน่อไม้"),
        ("post_product", "ยายเก็บผักหวานป่าได้มาสองกำ กำละ 30", "ผักหวานป่า"),
        ("post_product", "แม่ใหญ่ต่ำสาดไว้ ผืนน้อยสองร้อย", "สาด"),
        ("post_product", "ใครอยากได้ต้นมะละกอ ต้นขนุน ต้นละ 30 เพาะเอง", "ต้นมะละกอ"),
        ("post_product", "ฃายกล้วยน้ำว้า หวีละ 15", "กล้วยน้ำว้า"),
        ("post_product", "ปร่อยพัดลมมือสอง 200 ยังดี", "พัดลมมือสอง"),
        ("contact_seller", "สังข้าวหลาม 5 กระบอกค่ะ", "ข้าวหลาม"),
        ("post_product", "ปล่อยตู้กับข้าวเก่า 500", "ตู้กับข้าวเก่า"),
        ("post_place", "ขอลงแพพักกลางเขื่อน ราคา 1,500", "แพพักกลางเขื่อน"),
        ("post_place", "ลงกาดหมั้วบ้านเฮาตวยเน้อ", "กาดหมั้ว"),
        ("post_place", "เพิ่มที่เที่ยวให้ที รานขนมจีนป้าเล็ก ริมครอง", "รานขนมจีนป้าเล็ก"),
        ("browse_places", "แถวนี้มีที่พักตากอากาศม่าย", "ที่พักตากอากาศ"),
        ("post_tradition", "ลงประเพณีใส่กระจาดให้หน่อย", "ประเพณีใส่กระจาด"),
    ],
)
def test_the_thing_is_what_is_offered_not_what_is_done(intent: str, sentence: str, name: str) -> None:
    assert named(sentence, intent)["name"] == name


@pytest.mark.parametrize(
    ("intent", "sentence", "name"),
    [
        ("delegate_role", "ถอนสิทธิ์ของเจ้าโต้งออกที", "เจ้าโต้ง"),
        ("delegate_role", "แต่งตัง สมพร เปน อสม. คนใหม่", "สมพร"),
        ("delegate_role", "ยกให้หนูดาวลูกสาวผู้ช่วยเป็นคนลงประกาศแทน", "หนูดาว"),
        ("delegate_role", "ยกให้น้องพลอยลูกกำนันเป็นคนลงประกาศแทนไปเลย", "น้องพลอย"),
        ("delegate_role", "ยกหน้าที่ให้หนูนิดหลานสาวกำนันทำแทน", "หนูนิด"),
        ("enrol_course", "สมัครหื้อพ่ออุ๊ยตวย คอร์สถ่ายรูป เปิ้นชื่ออุ๊ยแก้ว", "อุ๊ยแก้ว"),
        ("enrol_course", "สมัครให้ลูกสาวค่ะ ชื่อ ด.ญ.พิมพ์ชนก", "ด.ญ.พิมพ์ชนก"),
    ],
)
def test_who_stands_behind_their_office_or_at_the_end(intent: str, sentence: str, name: str) -> None:
    assert named(sentence, intent)["name"] == name


@pytest.mark.parametrize(
    ("intent", "sentence"),
    [
        ("browse_products", "ของหมู่ 3 มีอะไรขายบ้าง"),
        ("browse_products", "มีของอะไรขายถูกๆบ้างไม่เกินร้อย"),
        ("my_posts", "โพสต์หนูผ่านยังคะ แอดมินตรวจช้าจัง"),
        ("my_posts", "แอดมินอนุมัติช้าจังเลย ของผมผ่านยัง"),
        ("my_posts", "อยากดูของที่ตัวเองเคยลงไว้ทั้งหมด"),
        ("my_posts", "อยากแก้เบอรในโพส"),
        ("my_posts", "ขอดูรายการสินค้าที่ป้าลงไว้หน่อย"),
        ("register", "เพิ่งย้ายตามสามีมาอยู่บ้านดอนแก้ว หมู่ 6"),
        ("register", "ขอเปลี่ยนที่อยู่ตามทะเบียนเป็นหมู่ที่ 7"),
    ],
)
def test_words_about_a_thing_name_none(intent: str, sentence: str) -> None:
    assert "name" not in named(sentence, intent)


def test_of_a_ceiling_the_ceiling() -> None:
    assert named("มีของฝากไม่เกิน 200 บาทไหม", "browse_products")["price"] == 200


def test_days_and_times_are_whole_expressions_as_written() -> None:
    found = named("ประชุมตั้งแต่วันที่ ๙-๑๑ ธ.ค. เวลา 09.00-12.00 น. ที่วัดกลาง", "broadcast_announcement")
    assert found["date"] == "วันที่ ๙-๑๑ ธ.ค."
    assert found["time"] == "09.00-12.00 น."
    assert found["place"] == "วัดกลาง"


def test_two_readings_are_handed_on() -> None:
    text = normalise("ขายไก่ตัวละร้อยห้า พรุ่งนี้ 6 โมง")
    _, unclear = extract(text, words(text), intent="post_product", now=NOW)
    assert unclear["price"] == Unclear((("105 บาท", 105), ("150 บาท", 150)))
    assert [label for label, _ in unclear["time"].options] == ["6 โมงเช้า", "6 โมงเย็น"]


@settings(deadline=None)
@given(st.sampled_from(INTENTS), st.text(max_size=200))
def test_any_text_is_read_and_spans_lie_in_it(intent: str, text: str) -> None:
    clean = normalise(text)
    found, _ = extract(clean, words(clean), intent=intent, now=NOW, original=text)
    assert all(0 <= entity.start <= entity.end <= len(clean) for entity in found)
